import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";

/** The object at a member; an empty one where there is none. */
export function objectAt(parent: JsonObject | undefined, member: string): JsonObject {
  const value = own(parent, member);
  return isObject(value) ? value : {};
}

/** The text at a member; numbers and booleans as written, undefined for anything else and for "". */
export function textAt(parent: JsonObject | undefined, member: string): string | undefined {
  const value = own(parent, member);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value at a member of its own; null counts as absent. */
export function own(parent: JsonObject | undefined, member: string): Json | undefined {
  if (parent === undefined || !Object.hasOwn(parent, member)) return undefined;
  return parent[member] ?? undefined;
}

/** A list, whatever form it has: a bare element is a list of one, an empty object or nothing is an empty list. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value;
  return isObject(value) && Object.keys(value).length === 0 ? [] : [value];
}
