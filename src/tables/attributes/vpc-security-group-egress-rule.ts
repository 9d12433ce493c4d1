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
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.IpProtocol",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].ipProtocol",
      },
    },
    {
      path: "from_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.FromPort",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].fromPort",
      },
    },
    {
      path: "to_port",
      kind: "number",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.ToPort",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].toPort",
      },
    },
    {
      path: "cidr_ipv4",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.CidrIpv4",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].ipRanges.items[].cidrIp",
      },
    },
    {
      path: "cidr_ipv6",
      kind: "cidr",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.CidrIpv6",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].ipv6Ranges.items[].cidrIpv6",
      },
    },
    {
      path: "referenced_security_group_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules:
          "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.ReferencedGroupId",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].groups.items[].groupId",
      },
    },
    {
      path: "prefix_list_id",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.PrefixListId",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].prefixListIds.items[].prefixListId",
      },
    },
    {
      path: "description",
      kind: "scalar",
      request: {
        ModifySecurityGroupRules: "ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule.Description",
        AuthorizeSecurityGroupEgress: "ipPermissions.items[].ipRanges.items[].description",
      },
    },
  ],
};
