import type { ResourceChange } from "../../../model/change.ts";
import type { ClusterRef } from "../../../model/cluster.ts";
import type { Facts } from "../../../model/facts.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import { networkForm } from "../../../lib/cidr.ts";
import { keyPath } from "../../../lib/path.ts";
import { managed, target, touch } from "./target.ts";
import type { Touch } from "./target.ts";

type Direction = "ingress" | "egress";

/**
 * A rule added to or taken from a group belongs, in this order, to the rule resource that describes it, to the group
 * where a state manages that, or to nobody: then it is foreign to the cluster that uses the group.
 */
export function securityGroupTouches(change: ResourceChange, facts: Facts): Touch[] {
  const group = managed(change.target, facts)[0];
  const cluster = group?.clusters[0] ?? tiedCluster(change, facts);
  if (!cluster) return [];
  const rules = change.attributes.filter(({ path }) => path === "ingress" || path === "egress");
  const others = change.attributes.filter((attribute) => !rules.includes(attribute));
  const touches = rules.flatMap(({ path, value }) => {
    if (!("add" in value)) return [];
    const direction = path as Direction;
    return [
      ...value.add.filter(isObject).map((rule) => ruleTouch(change, direction, rule, true, group, cluster, facts)),
      ...value.remove.filter(isObject).map((rule) => ruleTouch(change, direction, rule, false, group, cluster, facts)),
    ];
  });
  if (rules.length > 0 && others.length === 0) return touches;
  const rest = touch(target(change.target, group?.key ?? change.target.key, cluster), {
    ...change,
    attributes: others,
  });
  return [...touches, rest];
}

function tiedCluster(change: ResourceChange, facts: Facts): ClusterRef | undefined {
  const id = change.target.match["id"];
  return id === undefined ? undefined : facts.terraform.ties("security_group", id, change.target)[0]?.cluster;
}

function ruleTouch(
  change: ResourceChange,
  direction: Direction,
  rule: JsonObject,
  added: boolean,
  group: ManagedResource | undefined,
  cluster: ClusterRef,
  facts: Facts,
): Touch {
  const groupId = change.target.match["id"] ?? "";
  const single = ruleResource(`aws_vpc_security_group_${direction}_rule`, groupId, change, facts).find((resource) =>
    describes(resource.attributes, rule),
  );
  if (single) return presence(change, single, cluster, added, rule);
  const legacy = ruleResource("aws_security_group_rule", groupId, change, facts).find((resource) =>
    legacyDescribes(resource.attributes, direction, rule),
  );
  if (legacy) return legacyTouch(change, legacy, cluster, added, rule);
  if (group) {
    const value = { set: added ? publicRule(rule) : null };
    const attributes = [{ path: keyPath(direction, ruleKey(rule)), kind: "blockset" as const, value }];
    return touch(target(change.target, group.key, cluster), { ...change, what: "changed", attributes });
  }
  return foreignRule(change, direction, rule, added, cluster);
}

/** A rule on a group that no state manages, the one EKS makes for a cluster above all. */
function foreignRule(
  change: ResourceChange,
  direction: Direction,
  rule: JsonObject,
  added: boolean,
  cluster: ClusterRef,
): Touch {
  const groupId = change.target.match["id"] ?? "";
  const id = scalarText(rule["security_group_rule_id"]);
  const type = `aws_vpc_security_group_${direction}_rule`;
  const key = `${groupId}:${ruleKey(rule)}`;
  const match: { [attribute: string]: string } =
    id === "" ? { security_group_id: groupId } : { security_group_id: groupId, security_group_rule_id: id };
  const attributes = Object.entries(publicRule(rule)).map(([path, value]) => ({
    path,
    kind: "scalar" as const,
    value: { set: value },
  }));
  return touch(target({ ...change.target, type, key, match }, key, cluster), {
    ...change,
    what: added ? "created" : "deleted",
    attributes,
  });
}

function presence(
  change: ResourceChange,
  resource: ManagedResource,
  cluster: ClusterRef,
  added: boolean,
  rule: JsonObject,
): Touch {
  const attributes = added
    ? Object.entries(publicRule(rule)).map(([member, value]) => ({
        path: member === "protocol" ? "ip_protocol" : member,
        kind: "scalar" as const,
        value: { set: value },
      }))
    : [];
  return touch(target(refOf(change, resource), resource.key, cluster), {
    ...change,
    what: added ? "created" : "deleted",
    attributes,
  });
}

/** One `aws_security_group_rule` may hold several sources: taking one away shrinks its list. */
function legacyTouch(
  change: ResourceChange,
  resource: ManagedResource,
  cluster: ClusterRef,
  added: boolean,
  rule: JsonObject,
): Touch {
  const list = rule["cidr_ipv6"] === undefined ? "cidr_blocks" : "ipv6_cidr_blocks";
  const source = scalarText(rule["cidr_ipv4"] ?? rule["cidr_ipv6"]);
  const held = resource.attributes[list];
  if (source === "" || !Array.isArray(held) || held.length < 2) return presence(change, resource, cluster, added, {});
  const value = added ? { add: [source], remove: [] } : { add: [], remove: [source] };
  const attributes = [{ path: list, kind: "cidrset" as const, value }];
  return touch(target(refOf(change, resource), resource.key, cluster), { ...change, what: "changed", attributes });
}

function refOf(change: ResourceChange, resource: ManagedResource) {
  const id = resource.attributes["id"];
  const match: { [attribute: string]: string } = typeof id === "string" ? { id } : {};
  return { ...change.target, type: resource.type, key: resource.key, match };
}

function ruleResource(type: string, groupId: string, change: ResourceChange, facts: Facts): ManagedResource[] {
  return managed({ ...change.target, type, key: "", match: { security_group_id: groupId } }, facts);
}

function describes(attributes: JsonObject, rule: JsonObject): boolean {
  const id = scalarText(rule["security_group_rule_id"]);
  if (id !== "" && scalarText(attributes["security_group_rule_id"] ?? attributes["id"]) === id) return true;
  return samePorts(scalarText(attributes["ip_protocol"]), attributes, rule) && sourceOf(attributes) === sourceOf(rule);
}

function legacyDescribes(attributes: JsonObject, direction: Direction, rule: JsonObject): boolean {
  if (attributes["type"] !== direction || !samePorts(scalarText(attributes["protocol"]), attributes, rule))
    return false;
  const sources = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"].flatMap((name) =>
    Array.isArray(attributes[name]) ? attributes[name] : [],
  );
  const self = attributes["self"] === true ? [attributes["security_group_id"]] : [];
  return [...sources, ...self, attributes["source_security_group_id"]].some(
    (source) => networkForm(scalarText(source)) === sourceOf(rule),
  );
}

function samePorts(protocol: string, attributes: JsonObject, rule: JsonObject): boolean {
  if (protocol !== scalarText(rule["protocol"])) return false;
  return (
    protocol === "-1" ||
    (scalarText(attributes["from_port"]) === scalarText(rule["from_port"]) &&
      scalarText(attributes["to_port"]) === scalarText(rule["to_port"]))
  );
}

/** `tcp:443-443:203.0.113.0/24`: names a rule of a group. */
export function ruleKey(rule: JsonObject): string {
  const ports =
    scalarText(rule["protocol"]) === "-1" ? "all" : `${scalarText(rule["from_port"])}-${scalarText(rule["to_port"])}`;
  return `${scalarText(rule["protocol"])}:${ports}:${sourceOf(rule)}`;
}

function sourceOf(rule: JsonObject): string {
  const source =
    rule["cidr_ipv4"] ?? rule["cidr_ipv6"] ?? rule["referenced_security_group_id"] ?? rule["prefix_list_id"];
  return networkForm(scalarText(source));
}

function publicRule(rule: JsonObject): JsonObject {
  const { security_group_rule_id: _, ...shown } = rule;
  return shown;
}
