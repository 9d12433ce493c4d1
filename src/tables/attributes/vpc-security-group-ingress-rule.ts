import type { AliasTable } from "../types.ts";

export const vpcSecurityGroupIngressRule: AliasTable = {
  type: "aws_vpc_security_group_ingress_rule",
  id: "{security_group_rule_id}",
  import: "{security_group_rule_id}",
  match: ["id", "security_group_rule_id"],
  surrounding: true,
  attributes: [
    {
      path: "ip_protocol",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.ipProtocol",
        AuthorizeSecurityGroupIngress: "ipPermissions[].ipProtocol",
      },
    },
    {
      path: "from_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.fromPort",
        AuthorizeSecurityGroupIngress: "ipPermissions[].fromPort",
      },
    },
    {
      path: "to_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.toPort",
        AuthorizeSecurityGroupIngress: "ipPermissions[].toPort",
      },
    },
    {
      path: "cidr_ipv4",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.cidrIpv4",
        AuthorizeSecurityGroupIngress: "ipPermissions[].ipRanges[].cidrIp",
      },
    },
    {
      path: "cidr_ipv6",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.cidrIpv6",
        AuthorizeSecurityGroupIngress: "ipPermissions[].ipv6Ranges[].cidrIpv6",
      },
    },
    {
      path: "referenced_security_group_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.referencedGroupId",
        AuthorizeSecurityGroupIngress: "ipPermissions[].groups[].groupId",
      },
    },
    {
      path: "prefix_list_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.prefixListId",
        AuthorizeSecurityGroupIngress: "ipPermissions[].prefixListIds[].prefixListId",
      },
    },
    {
      path: "description",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.description",
        AuthorizeSecurityGroupIngress: "ipPermissions[].ipRanges[].description",
      },
    },
  ],
};
