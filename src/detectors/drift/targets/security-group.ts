import { keyPath } from "../../../lib/path.ts";
import type { AttributeChange, ResourceChange, ResourceRef } from "../../../model/change.ts";
import type { ClusterRef } from "../../../model/cluster.ts";
import type { Facts } from "../../../model/facts.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import { holdsRule, isRule, ruleKey } from "../security-rules.ts";
import type { Direction } from "../security-rules.ts";
import { managed, target, touch } from "./target.ts";
import type { Touch } from "./target.ts";

/** One rule that a call adds to a group or takes from it. */
interface RuleCall {
  change: ResourceChange;
  direction: Direction;
  rule: JsonObject;
  added: boolean;
  cluster: ClusterRef;
  facts: Facts;
}

/**
 * A rule added to or taken from a group belongs, in this order, to the rule resource that describes it, to the group
 * where a state manages that, or to nobody: then it is foreign to the cluster that uses the group.
 */
export function securityGroupTouches(change: ResourceChange, facts: Facts): Touch[] {
  const group = managed(change.target, facts)[0];
  const cluster = group ? group.clusters[0] : tiedCluster(change.target.match["id"], change.target, facts);
  if (!cluster) return [];
  const calls = change.attributes.flatMap((attribute) => ruleCalls(change, attribute, cluster, facts));
  const others = change.attributes.filter(({ path, value }) => !isRules(path) || "unknown" in value);
  const touches = calls.map((call) => ruleTouch(call, group));
  if (calls.length > 0 && others.length === 0) return touches;
  return [
    ...touches,
    touch(target(change.target, group?.key ?? change.target.key, cluster), { ...change, attributes: others }),
  ];
}

/** A call that names rules by id alone: whichever way they lead, and also where no state knows them. */
export function ruleByIdTouches(change: ResourceChange, facts: Facts): Touch[] {
  const types = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];
  for (const type of types) {
    const ref = { ...change.target, type };
    const held = managed(ref, facts)[0];
    if (held?.clusters[0]) return [touch(target(ref, held.key, held.clusters[0]), { ...change, target: ref })];
  }
  const cluster = tiedCluster(change.target.match["security_group_id"], change.target, facts);
  return cluster ? [touch(target(change.target, change.target.key, cluster), change)] : [];
}

function isRules(path: string): path is Direction {
  return path === "ingress" || path === "egress";
}

function ruleCalls(
  change: ResourceChange,
  { path, value }: AttributeChange,
  cluster: ClusterRef,
  facts: Facts,
): RuleCall[] {
  if (!isRules(path) || !("add" in value)) return [];
  const call = { change, direction: path, cluster, facts };
  return [
    ...value.add.filter(isObject).map((rule) => ({ ...call, rule, added: true })),
    ...value.remove.filter(isObject).map((rule) => ({ ...call, rule, added: false })),
  ];
}

function tiedCluster(groupId: string | undefined, ref: ResourceRef, facts: Facts): ClusterRef | undefined {
  return groupId === undefined ? undefined : facts.terraform.ties("security_group", groupId, ref)[0]?.cluster;
}

function ruleTouch(call: RuleCall, group: ManagedResource | undefined): Touch {
  const { change, direction, rule, added, cluster } = call;
  const named = namedById(call);
  if (named) return presence(call, named);
  const single = ruleResources(`aws_vpc_security_group_${direction}_rule`, call).find(({ attributes }) =>
    isRule(attributes, rule),
  );
  if (single) return presence(call, single);
  const legacy = ruleResources("aws_security_group_rule", call).find(({ attributes }) =>
    holdsRule(attributes, direction, rule),
  );
  if (legacy) return legacyTouch(call, legacy);
  if (!group) return foreignRule(call);
  if (rule["protocol"] === undefined) return unknownRule(call, group);
  const value = { set: added ? publicRule(rule) : null };
  const attributes = [{ path: keyPath(direction, ruleKey(rule)), kind: "blockset" as const, value }];
  return touch(target(change.target, group.key, cluster), { ...change, what: "changed", attributes });
}

/** The one rule resource that has the id which the call names. */
function namedById(call: RuleCall): ManagedResource | undefined {
  const id = scalarText(call.rule["security_group_rule_id"]);
  if (id === "" || call.rule["protocol"] !== undefined) return undefined;
  const types = [`aws_vpc_security_group_${call.direction}_rule`, "aws_security_group_rule"];
  return types
    .flatMap((type) => ruleResources(type, call))
    .find(({ attributes }) => scalarText(attributes["security_group_rule_id"]) === id);
}

/** A rule of the group that the call names by an id which no state knows: something changed, and what it was is open. */
function unknownRule({ change, direction, rule, cluster }: RuleCall, group: ManagedResource): Touch {
  const value = { unknown: `rule ${scalarText(rule["security_group_rule_id"])} named by its id alone` };
  const attributes = [{ path: direction, kind: "blockset" as const, value }];
  return touch(target(change.target, group.key, cluster), { ...change, what: "changed", attributes });
}

/** A rule on a group that no state manages, the one EKS makes for a cluster above all. */
function foreignRule({ change, direction, rule, added, cluster }: RuleCall): Touch {
  const groupId = change.target.match["id"] ?? "";
  const id = scalarText(rule["security_group_rule_id"]);
  const key = `${groupId}:${ruleKey(rule)}`;
  const match: ResourceRef["match"] = {
    security_group_id: groupId,
    ...(id === "" ? {} : { security_group_rule_id: id }),
  };
  const ref = { ...change.target, type: `aws_vpc_security_group_${direction}_rule`, key, match };
  return touch(target(ref, key, cluster), {
    ...change,
    what: added ? "created" : "deleted",
    attributes: asAttributes(rule),
  });
}

function presence({ change, rule, added, cluster }: RuleCall, resource: ManagedResource): Touch {
  const attributes = added ? asAttributes(rule) : [];
  return touch(target(refOf(change, resource), resource.key, cluster), {
    ...change,
    what: added ? "created" : "deleted",
    attributes,
  });
}

/** One `aws_security_group_rule` may hold several sources: taking one away shrinks its list. */
function legacyTouch(call: RuleCall, resource: ManagedResource): Touch {
  const { change, rule, added, cluster } = call;
  const list = rule["cidr_ipv6"] === undefined ? "cidr_blocks" : "ipv6_cidr_blocks";
  const source = scalarText(rule["cidr_ipv4"] ?? rule["cidr_ipv6"]);
  const held = resource.attributes[list];
  if (source === "" || !Array.isArray(held) || held.length < 2) {
    return touch(target(refOf(change, resource), resource.key, cluster), {
      ...change,
      what: added ? "created" : "deleted",
      attributes: [],
    });
  }
  const value = added ? { add: [source], remove: [] } : { add: [], remove: [source] };
  const attributes = [{ path: list, kind: "cidrset" as const, value }];
  return touch(target(refOf(change, resource), resource.key, cluster), { ...change, what: "changed", attributes });
}

/** A rule's members under the names of the rule resources. */
function asAttributes(rule: JsonObject): AttributeChange[] {
  return Object.entries(publicRule(rule)).map(([member, value]) => ({
    path: member === "protocol" ? "ip_protocol" : member,
    kind: "scalar",
    value: { set: value },
  }));
}

function refOf(change: ResourceChange, resource: ManagedResource): ResourceRef {
  const id = scalarText(resource.attributes["id"]);
  return { ...change.target, type: resource.type, key: resource.key, match: id === "" ? {} : { id } };
}

function ruleResources(type: string, { change, facts }: RuleCall): ManagedResource[] {
  const match = { security_group_id: change.target.match["id"] ?? "" };
  return managed({ ...change.target, type, key: "", match }, facts);
}

function publicRule(rule: JsonObject): JsonObject {
  const { security_group_rule_id: _, ...shown } = rule;
  return shown;
}
