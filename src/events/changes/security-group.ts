import type { AttributeChange, ResourceChange, ResourceRef } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { listOf, own, textAt } from "../member.ts";
import { hiddenReason } from "../redaction.ts";
import { attributesOf } from "./attributes.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changeOf } from "./resource.ts";

type Direction = "ingress" | "egress";

/** EC2 operations on the rules of security groups. */
export const securityGroupCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  AuthorizeSecurityGroupIngress: (call) => [ruled(call, "ingress", "add")],
  AuthorizeSecurityGroupEgress: (call) => [ruled(call, "egress", "add")],
  RevokeSecurityGroupIngress: (call) => [ruled(call, "ingress", "remove")],
  RevokeSecurityGroupEgress: (call) => [ruled(call, "egress", "remove")],
  // The description is no part of what names a rule: the rule added takes the place of its namesake.
  UpdateSecurityGroupRuleDescriptionsIngress: (call) => [ruled(call, "ingress", "add")],
  UpdateSecurityGroupRuleDescriptionsEgress: (call) => [ruled(call, "egress", "add")],
  ModifySecurityGroupRules: modified,
};

/** Where a rule may lead to or come from: member of a permission → its elements' member → member of the rule. */
const SOURCES: readonly [list: string, member: string, rule: string][] = [
  ["ipRanges", "cidrIp", "cidr_ipv4"],
  ["ipv6Ranges", "cidrIpv6", "cidr_ipv6"],
  ["groups", "groupId", "referenced_security_group_id"],
  ["prefixListIds", "prefixListId", "prefix_list_id"],
];
const RULE_KEY = ["protocol", "from_port", "to_port", ...SOURCES.map(([, , rule]) => rule)];
/** IANA numbers that EC2 takes for the names it prints. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({ "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" }),
);

function ruled(call: Call, direction: Direction, how: "add" | "remove"): ResourceChange {
  const sent = rulesOf(call);
  const hidden = call.cut ?? hiddenReason(sent);
  const value = how === "add" ? { add: sent, remove: [] } : { add: [], remove: sent };
  const told = hidden === undefined ? value : { unknown: hidden };
  const attribute: AttributeChange = { path: direction, kind: "blockset", value: told, elementKey: RULE_KEY };
  return changeOf(groupOf(call), "changed", [attribute]);
}

function groupOf(call: Call): ResourceRef {
  const [id, name] = [textAt(call.request, "groupId"), textAt(call.request, "groupName")];
  const match: ResourceRef["match"] = id !== undefined ? { id } : name !== undefined ? { name } : {};
  return { type: "aws_security_group", ...scopeOf(call), key: id ?? name ?? "", match };
}

/** One rule a source, with the id that the answer gives it. */
function rulesOf(call: Call): JsonObject[] {
  const permissions = listOf(own(call.request, "ipPermissions")).filter(isObject);
  const rules = [...permissions.flatMap(rulesOfPermission), ...legacyRule(call.request)];
  const answered = [
    ...answeredRules(call, "securityGroupRuleSet"),
    ...answeredRules(call, "revokedSecurityGroupRuleSet"),
  ];
  const byId = ruleIds(call).map(
    (id) => answered.find((rule) => rule["security_group_rule_id"] === id) ?? withId({}, id),
  );
  return [
    ...rules.map((rule) => withId(rule, answered.find((other) => sameRule(rule, other))?.["security_group_rule_id"])),
    ...byId,
  ];
}

function rulesOfPermission(permission: JsonObject): JsonObject[] {
  return SOURCES.flatMap(([list, member, rule]) =>
    listOf(own(permission, list))
      .filter(isObject)
      .filter((source) => textAt(source, member) !== undefined)
      .map((source) => ({ ...portsOf(permission), [rule]: source[member]!, ...described(source) })),
  );
}

/** The oldest form names one source beside its ports, on the top level. */
function legacyRule(request: JsonObject): JsonObject[] {
  const cidr = textAt(request, "cidrIp");
  return cidr === undefined ? [] : [{ ...portsOf(request), cidr_ipv4: cidr }];
}

/** Rules as the answer prints them, one a source. */
function answeredRules(call: Call, member: string): JsonObject[] {
  return listOf(own(call.response, member))
    .filter(isObject)
    .map((answer) => {
      const rule: JsonObject = { ...portsOf(answer) };
      const group = isObject(answer["referencedGroupInfo"])
        ? textAt(answer["referencedGroupInfo"], "groupId")
        : undefined;
      const sources = {
        cidr_ipv4: textAt(answer, "cidrIpv4"),
        cidr_ipv6: textAt(answer, "cidrIpv6"),
        referenced_security_group_id: group ?? textAt(answer, "referencedGroupId"),
        prefix_list_id: textAt(answer, "prefixListId"),
      };
      for (const [name, value] of Object.entries(sources)) if (value !== undefined) rule[name] = value;
      return withId({ ...rule, ...described(answer) }, textAt(answer, "securityGroupRuleId"));
    });
}

/** Ids in a revoke; seen as objects or bare. */
function ruleIds(call: Call): string[] {
  const ids = listOf(own(call.request, "securityGroupRuleIds") ?? own(call.request, "securityGroupRuleId"));
  return ids.flatMap((item) =>
    isObject(item) ? (textAt(item, "securityGroupRuleId") ?? []) : typeof item === "string" ? item : [],
  );
}

/** All protocols (-1) have no ports. */
function portsOf(permission: JsonObject): JsonObject {
  const named = textAt(permission, "ipProtocol") ?? "-1";
  const protocol = PROTOCOLS.get(named) ?? named;
  if (protocol === "-1") return { protocol };
  const [from, to] = [textAt(permission, "fromPort"), textAt(permission, "toPort")];
  return {
    protocol,
    ...(from === undefined ? {} : { from_port: Number(from) }),
    ...(to === undefined ? {} : { to_port: Number(to) }),
  };
}

function described(source: JsonObject): JsonObject {
  const description = textAt(source, "description");
  return description === undefined ? {} : { description };
}

function withId(rule: JsonObject, id: Json | undefined): JsonObject {
  return id === undefined ? rule : { ...rule, security_group_rule_id: id };
}

function sameRule(a: JsonObject, b: JsonObject): boolean {
  return RULE_KEY.every((member) => a[member] === b[member]);
}

/**
 * The call names rules by id and does not say which way they lead: each is told as an ingress rule. Its attributes are
 * the same for both.
 */
function modified(call: Call): ResourceChange[] {
  const type = "aws_vpc_security_group_ingress_rule";
  return listOf(own(call.request, "securityGroupRule"))
    .filter(isObject)
    .map((rule) => {
      const id = textAt(rule, "securityGroupRuleId");
      const groupId = textAt(call.request, "groupId");
      const group: ResourceRef["match"] = groupId === undefined ? {} : { security_group_id: groupId };
      const match = id === undefined ? {} : { ...group, security_group_rule_id: id };
      const one = { ...call, request: { securityGroupRule: [rule] } };
      const target = { type, ...scopeOf(call), key: id ?? "", match };
      return changeOf(target, "changed", attributesOf(one, aliasTables.get(type)!));
    });
}
