import { networkForm } from "../../lib/cidr.ts";
import { isObject, scalarText } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";

export type Direction = "ingress" | "egress";

/** Lists of a block of several sources → the member that one rule has instead. */
const SOURCES: { [list: string]: string } = {
  cidr_blocks: "cidr_ipv4",
  ipv6_cidr_blocks: "cidr_ipv6",
  prefix_list_ids: "prefix_list_id",
  security_groups: "referenced_security_group_id",
};

/** `tcp:443-443:203.0.113.0/24`: names a rule of a group. */
export function ruleKey(rule: JsonObject): string {
  const protocol = scalarText(rule["protocol"]);
  const ports = protocol === "-1" ? "all" : `${scalarText(rule["from_port"])}-${scalarText(rule["to_port"])}`;
  return `${protocol}:${ports}:${sourceOf(rule)}`;
}

/** The rules of a group's inline blocks, one a source, by their keys. */
export function inlineRules(blocks: Json | undefined, groupId: string): { [key: string]: JsonObject } {
  const rules = (Array.isArray(blocks) ? blocks : []).filter(isObject).flatMap((block) => rulesOf(block, groupId));
  return Object.fromEntries(rules.map((rule) => [ruleKey(rule), rule]));
}

function rulesOf(block: JsonObject, groupId: string): JsonObject[] {
  const { protocol = null, description } = block;
  const ports: JsonObject =
    protocol === "-1" ? {} : { from_port: block["from_port"] ?? null, to_port: block["to_port"] ?? null };
  const common: JsonObject = {
    protocol,
    ...ports,
    ...(scalarText(description) === "" ? {} : { description: description! }),
  };
  const listed = Object.entries(SOURCES).flatMap(([list, member]) =>
    (Array.isArray(block[list]) ? block[list] : []).map((source) => ({ ...common, [member]: source })),
  );
  return block["self"] === true ? [...listed, { ...common, referenced_security_group_id: groupId }] : listed;
}

/** Whether an `aws_vpc_security_group_*_rule` is this rule: by its id, else by what it says. */
export function isRule(attributes: JsonObject, rule: JsonObject): boolean {
  const id = scalarText(rule["security_group_rule_id"]);
  if (id !== "" && scalarText(attributes["security_group_rule_id"] ?? attributes["id"]) === id) return true;
  return samePorts(attributes["ip_protocol"], attributes, rule) && sourceOf(attributes) === sourceOf(rule);
}

/** Whether an `aws_security_group_rule`, which may hold several sources, holds this one. */
export function holdsRule(attributes: JsonObject, direction: Direction, rule: JsonObject): boolean {
  if (attributes["type"] !== direction || !samePorts(attributes["protocol"], attributes, rule)) return false;
  const lists = Object.keys(SOURCES).flatMap((name) => (Array.isArray(attributes[name]) ? attributes[name] : []));
  const self = attributes["self"] === true ? attributes["security_group_id"] : undefined;
  const sources = [...lists, self, attributes["source_security_group_id"]];
  return sources.some((source) => source !== undefined && networkForm(scalarText(source)) === sourceOf(rule));
}

function samePorts(protocol: Json | undefined, attributes: JsonObject, rule: JsonObject): boolean {
  if (scalarText(protocol) !== scalarText(rule["protocol"])) return false;
  if (protocol === "-1") return true;
  return ["from_port", "to_port"].every((port) => scalarText(attributes[port]) === scalarText(rule[port]));
}

function sourceOf(rule: JsonObject): string {
  const source =
    rule["cidr_ipv4"] ?? rule["cidr_ipv6"] ?? rule["referenced_security_group_id"] ?? rule["prefix_list_id"];
  return networkForm(scalarText(source));
}
