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
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.IpProtocol",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].ipProtocol",
      },
    },
    {
      path: "from_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.FromPort",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].fromPort",
      },
    },
    {
      path: "to_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.ToPort",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].toPort",
      },
    },
    {
      path: "cidr_ipv4",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.CidrIpv4",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].ipRanges.items[].cidrIp",
      },
    },
    {
      path: "cidr_ipv6",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.CidrIpv6",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].ipv6Ranges.items[].cidrIpv6",
      },
    },
    {
      path: "referenced_security_group_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules:
          "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.ReferencedGroupId",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].groups.items[].groupId",
      },
    },
    {
      path: "prefix_list_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.PrefixListId",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].prefixListIds.items[].prefixListId",
      },
    },
    {
      path: "description",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.Description",
        AuthorizeSecurityGroupIngress: "ipPermissions.items[].ipRanges.items[].description",
      },
    },
  ],
};
