import type { JsonObject } from "../../../model/json.ts";
import { number } from "./request.ts";

/**
 * A rule as EC2 takes it (IpPermission).
 * @param withText  whether the description goes along; EC2 finds a rule to revoke without it
 * @returns undefined where the rule names no source
 */
export function permission(rule: JsonObject, withText: boolean): JsonObject | undefined {
  const protocol = typeof rule["protocol"] === "string" ? rule["protocol"] : undefined;
  if (protocol === undefined) return undefined;
  const text = withText && typeof rule["description"] === "string" ? rule["description"] : "";
  const source = (name: string, value: string) => ({
    ...grantee(name, value),
    ...(text === "" ? {} : { Description: text }),
  });
  for (const [member, list, name] of SOURCES) {
    const value = rule[member];
    if (typeof value !== "string" || value === "") continue;
    return { IpProtocol: protocol, ...ports(protocol, rule), [list]: [source(name, value)] };
  }
  return undefined;
}

export function permissions(rules: readonly JsonObject[], withText: boolean): JsonObject[] {
  return rules.map((rule) => permission(rule, withText)).filter((found) => found !== undefined);
}

const SOURCES = [
  ["cidr_ipv4", "IpRanges", "CidrIp"],
  ["cidr_ipv6", "Ipv6Ranges", "CidrIpv6"],
  ["referenced_security_group_id", "UserIdGroupPairs", "GroupId"],
  ["prefix_list_id", "PrefixListIds", "PrefixListId"],
] as const;

/** A group of another account is written `111122223333/sg-…`. */
function grantee(name: string, value: string): JsonObject {
  const slash = value.indexOf("/");
  if (name !== "GroupId" || slash === -1) return { [name]: value };
  return { UserId: value.slice(0, slash), GroupId: value.slice(slash + 1) };
}

/** Protocol -1 means all, and then there are no ports. */
export function ports(protocol: string, rule: JsonObject): JsonObject {
  const [from, to] = [number(rule["from_port"]), number(rule["to_port"])];
  return protocol === "-1" || from === undefined || to === undefined ? {} : { FromPort: from, ToPort: to };
}
