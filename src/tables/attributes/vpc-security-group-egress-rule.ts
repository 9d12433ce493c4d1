import type { AliasTable } from "../types.ts";

export const vpcSecurityGroupEgressRule: AliasTable = {
  type: "aws_vpc_security_group_egress_rule",
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
        AuthorizeSecurityGroupEgress: "ipPermissions[].ipProtocol",
      },
    },
    {
      path: "from_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.fromPort",
        AuthorizeSecurityGroupEgress: "ipPermissions[].fromPort",
      },
    },
    {
      path: "to_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.toPort",
        AuthorizeSecurityGroupEgress: "ipPermissions[].toPort",
      },
    },
    {
      path: "cidr_ipv4",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.cidrIpv4",
        AuthorizeSecurityGroupEgress: "ipPermissions[].ipRanges[].cidrIp",
      },
    },
    {
      path: "cidr_ipv6",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.cidrIpv6",
        AuthorizeSecurityGroupEgress: "ipPermissions[].ipv6Ranges[].cidrIpv6",
      },
    },
    {
      path: "referenced_security_group_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.referencedGroupId",
        AuthorizeSecurityGroupEgress: "ipPermissions[].groups[].groupId",
      },
    },
    {
      path: "prefix_list_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.prefixListId",
        AuthorizeSecurityGroupEgress: "ipPermissions[].prefixListIds[].prefixListId",
      },
    },
    {
      path: "description",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "securityGroupRule[].securityGroupRule.description",
        AuthorizeSecurityGroupEgress: "ipPermissions[].ipRanges[].description",
      },
    },
  ],
};
