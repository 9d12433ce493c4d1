import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("security group", () => {
  const GROUP = ref("aws_security_group", "sg-1", { id: "sg-1" });
  const elementKey = [
    "protocol",
    "from_port",
    "to_port",
    "cidr_ipv4",
    "cidr_ipv6",
    "referenced_security_group_id",
    "prefix_list_id",
  ];
  const rules = (path: "ingress" | "egress", add: JsonObject[], remove: JsonObject[]) =>
    told(GROUP, "changed", [{ path, kind: "blockset", value: { add, remove }, elementKey }]);

  it("one rule a source, with the ids of the answer", () => {
    const request: JsonObject = {
      groupId: "sg-1",
      ipPermissions: {
        items: [
          {
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            ipRanges: { items: [{ cidrIp: "10.0.0.0/8", description: "vpn" }, { cidrIp: "0.0.0.0/0" }] },
            ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] },
            groups: { items: [{ groupId: "sg-9" }] },
            prefixListIds: { items: [{ prefixListId: "pl-1" }] },
          },
        ],
      },
    };
    const answer: JsonObject = {
      securityGroupRuleSet: {
        items: [
          { securityGroupRuleId: "sgr-2", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" },
          {
            securityGroupRuleId: "sgr-4",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            referencedGroupInfo: { groupId: "sg-9" },
          },
        ],
      },
    };
    const at443 = { protocol: "tcp", from_port: 443, to_port: 443 };
    expect(changes("ec2/AuthorizeSecurityGroupIngress", request, answer)).toEqual([
      rules(
        "ingress",
        [
          { ...at443, cidr_ipv4: "10.0.0.0/8", description: "vpn" },
          { ...at443, cidr_ipv4: "0.0.0.0/0", security_group_rule_id: "sgr-2" },
          { ...at443, cidr_ipv6: "::/0" },
          { ...at443, referenced_security_group_id: "sg-9", security_group_rule_id: "sgr-4" },
          { ...at443, prefix_list_id: "pl-1" },
        ],
        [],
      ),
    ]);
  });

  it.each<[string, string, JsonObject, JsonObject | null, ResourceChange]>([
    [
      "the form with one source on top",
      "AuthorizeSecurityGroupIngress",
      { groupId: "sg-1", ipProtocol: "6", fromPort: "22", toPort: 22, cidrIp: "192.0.2.0/24", ipPermissions: {} },
      null,
      rules("ingress", [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "192.0.2.0/24" }], []),
    ],
    [
      "all protocols have no ports",
      "RevokeSecurityGroupEgress",
      {
        groupId: "sg-1",
        ipPermissions: {
          items: [
            { ipProtocol: "-1", fromPort: -1, toPort: -1, groups: {}, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } },
          ],
        },
      },
      null,
      rules("egress", [], [{ protocol: "-1", cidr_ipv4: "0.0.0.0/0" }]),
    ],
    [
      "a revoke by id, told whole where the answer tells it",
      "RevokeSecurityGroupIngress",
      {
        groupId: "sg-1",
        securityGroupRuleIds: { items: [{ securityGroupRuleId: "sgr-1" }, { securityGroupRuleId: "sgr-2" }] },
      },
      {
        revokedSecurityGroupRuleSet: {
          items: [
            { securityGroupRuleId: "sgr-1", ipProtocol: "udp", fromPort: 53, toPort: 53, cidrIpv4: "10.0.0.0/8" },
          ],
        },
      },
      rules(
        "ingress",
        [],
        [
          { protocol: "udp", from_port: 53, to_port: 53, cidr_ipv4: "10.0.0.0/8", security_group_rule_id: "sgr-1" },
          { security_group_rule_id: "sgr-2" },
        ],
      ),
    ],
    [
      "another description",
      "UpdateSecurityGroupRuleDescriptionsIngress",
      {
        groupId: "sg-1",
        ipPermissions: {
          items: [
            {
              ipProtocol: "tcp",
              fromPort: 80,
              toPort: 80,
              ipRanges: { items: [{ cidrIp: "10.0.0.0/8", description: "web" }] },
            },
          ],
        },
      },
      null,
      rules(
        "ingress",
        [{ protocol: "tcp", from_port: 80, to_port: 80, cidr_ipv4: "10.0.0.0/8", description: "web" }],
        [],
      ),
    ],
    [
      "created",
      "CreateSecurityGroup",
      {
        groupName: "web",
        groupDescription: "d",
        vpcId: "vpc-1",
        tagSpecificationSet: { items: [{ resourceType: "security-group", tags: [{ key: "team", value: "a" }] }] },
      },
      { groupId: "sg-1" },
      told(GROUP, "created", [
        set("name", "scalar", "web"),
        set("description", "scalar", "d"),
        set("vpc_id", "scalar", "vpc-1"),
        set('tags["team"]', "map", "a"),
      ]),
    ],
    ["deleted", "DeleteSecurityGroup", { groupId: "sg-1" }, { _return: true }, told(GROUP, "deleted")],
  ])("%s", (_, action, request, answer, expected) =>
    expect(changes(`ec2/${action}`, request, answer)).toEqual([expected]),
  );

  it("rules modified by id, one or several", () => {
    const rule = (id: string) => ({
      SecurityGroupRuleId: id,
      SecurityGroupRule: { IpProtocol: "tcp", FromPort: "443", CidrIpv4: "0.0.0.0/0" },
    });
    const target = (id: string) =>
      ref("aws_vpc_security_group_ingress_rule", id, { security_group_id: "sg-1", security_group_rule_id: id });
    const lines = [
      set("ip_protocol", "scalar", "tcp"),
      set("from_port", "number", 443),
      set("cidr_ipv4", "cidr", "0.0.0.0/0"),
    ];
    const modify = (sent: Json) =>
      changes("ec2/ModifySecurityGroupRules", {
        ModifySecurityGroupRulesRequest: { GroupId: "sg-1", SecurityGroupRule: sent },
      });
    expect(modify({ tag: 1, ...rule("sgr-1") })).toEqual([told(target("sgr-1"), "changed", lines)]);
    expect(modify([rule("sgr-1"), rule("sgr-2")])).toEqual([
      told(target("sgr-1"), "changed", lines),
      told(target("sgr-2"), "changed", lines),
    ]);
  });
});
