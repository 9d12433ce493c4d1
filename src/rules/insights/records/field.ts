import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";

/** What a name leads to in a message. */
export interface Found {
  value: string | number | boolean | Json[] | JsonObject;
  /** Keys and indexes from the message to the value. */
  path: readonly string[];
}

/** A name that may be looked up in many messages. */
export type FieldLookup = (json: JsonObject) => Found | undefined;

/** Names of more parts are not looked up: no record is that deep. */
const MOST_PARTS = 100;

/**
 * Finds a field by its flattened name. Keys may hold dots themselves, so that one name can be reached in several ways:
 * the first in document order counts. Null, `{}` and `[]` are no fields.
 * @param name  as queries write it; a key that begins with `@` has one more
 */
export function fieldLookup(name: string): FieldLookup {
  const flat = name.startsWith("@") ? name.slice(1) : name;
  const parts = flat.split(".");
  if (name.startsWith("@") && !flat.startsWith("@")) return () => undefined;
  if (parts.length > MOST_PARTS) return () => undefined;
  if (parts.length === 1) return (json) => present(own(json, flat), [flat]);
  return (json) => search(json, parts, 0, []);
}

function search(parent: Json, parts: readonly string[], from: number, path: readonly string[]): Found | undefined {
  if (Array.isArray(parent)) return from < parts.length ? step(parent, parts, from, from + 1, path) : undefined;
  if (!isObject(parent)) return undefined;
  let ends: number[] | undefined;
  let key = "";
  for (let to = from + 1; to <= parts.length; to++) {
    key = to === from + 1 ? parts[from]! : `${key}.${parts[to - 1]!}`;
    if (Object.hasOwn(parent, key)) (ends ??= []).push(to);
  }
  if (!ends) return undefined;
  if (ends.length > 1) ends = inDocumentOrder(parent, parts, from, ends);
  for (const to of ends) {
    const found = step(parent, parts, from, to, path);
    if (found) return found;
  }
  return undefined;
}

function step(
  parent: Json[] | JsonObject,
  parts: readonly string[],
  from: number,
  to: number,
  path: readonly string[],
): Found | undefined {
  const key = to === from + 1 ? parts[from]! : parts.slice(from, to).join(".");
  const value = Array.isArray(parent) ? elementAt(parent, key) : parent[key];
  const here = [...path, key];
  return to === parts.length ? present(value, here) : search(value ?? null, parts, to, here);
}

function inDocumentOrder(parent: JsonObject, parts: readonly string[], from: number, ends: number[]): number[] {
  const keys = Object.keys(parent);
  const place = new Map(ends.map((to) => [to, keys.indexOf(parts.slice(from, to).join("."))]));
  return ends.toSorted((a, b) => place.get(a)! - place.get(b)!);
}

function elementAt(list: readonly Json[], index: string): Json | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(index) ? list[Number(index)] : undefined;
}

function own(json: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(json, key) ? json[key] : undefined;
}

function present(value: Json | undefined, path: readonly string[]): Found | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "object" && Object.keys(value).length === 0) return undefined;
  return { value, path };
}
