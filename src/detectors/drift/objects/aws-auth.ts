import { stableJson } from "../../../lib/stable-json.ts";
import type { AttributeChange, ObjectRef } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { parseDocument } from "../values/document.ts";

/** Keys of the ConfigMap → the member that names an entry. Source: aws-iam-authenticator, mapped principals. */
const NAMED_BY: { [key: string]: string } = { mapRoles: "rolearn", mapUsers: "userarn", mapAccounts: "" };

/** `data["mapRoles"]`, with what follows a `#` */
const PLACE = /^data\["(mapRoles|mapUsers|mapAccounts)"\](?:#(.*))?$/s;

/** Whether an object says which IAM principals are whom in the cluster. */
export function isAwsAuth(object: ObjectRef | undefined): boolean {
  return object?.resource === "configmaps" && object.namespace === "kube-system" && object.name === "aws-auth";
}

/** Which list of the ConfigMap a path speaks of, and of which entry; undefined for other paths. */
export function mappingAt(path: string): { list: string; principal?: string } | undefined {
  const match = PLACE.exec(path);
  return match ? { list: match[1]!, ...(match[2] === undefined ? {} : { principal: match[2] }) } : undefined;
}

/**
 * The entries of a list of the ConfigMap by principal. Several of one principal count together: it has the groups of
 * all of them.
 * @returns undefined where the text is no such list
 */
export function mappings(list: string, text: Json | undefined): Map<string, Json> | undefined {
  const items = text === undefined || text === null || text === "" ? [] : parseDocument(text);
  if (!Array.isArray(items)) return undefined;
  const name = NAMED_BY[list]!;
  const found = new Map<string, Json>();
  for (const item of items) {
    if (name === "") found.set(scalarText(item), scalarText(item));
    else if (isObject(item)) join(found, scalarText(item[name]), item, name);
    else return undefined;
  }
  return found;
}

function join(found: Map<string, Json>, principal: string, item: JsonObject, name: string): void {
  const { [name]: _, ...rest } = item;
  const known = found.get(principal);
  const groups = [...groupsOf(known), ...groupsOf(item)];
  const merged: JsonObject = { ...(isObject(known) ? known : {}), ...rest };
  if (groups.length > 0) merged["groups"] = [...new Set(groups)].toSorted();
  found.set(principal, merged);
}

/** The groups of an entry. */
export function groupsOf(mapping: Json | undefined): string[] {
  const groups = isObject(mapping) ? (mapping["groups"] ?? []) : [];
  return (Array.isArray(groups) ? groups : [groups]).map((group) => scalarText(group)).filter((group) => group !== "");
}

/** A changed list as one change for each principal; a text that is no list stays one change. */
export function mappingChanges(change: AttributeChange, before: Json | undefined): AttributeChange[] {
  const at = mappingAt(change.path);
  if (!at || !("set" in change.value)) return [change];
  const [old, now] = [mappings(at.list, before), mappings(at.list, change.value.set)];
  if (!old || !now) return [change];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((principal) => {
    const [left, right] = [old.get(principal) ?? null, now.get(principal) ?? null];
    if (stableJson(left) === stableJson(right)) return [];
    return [{ path: `${change.path}#${principal}`, kind: "blocklist" as const, value: { set: right } }];
  });
}
