import { isObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";

/** Fields that the service discovers in one JSON event. Source: "Supported logs and discovered fields", CloudWatch Logs. */
export const SERVICE_FIELDS = 200;

/** Paths of the fields of a message in document order, as far as somebody asks for them. */
export function* leaves(value: Json, path: readonly string[] = []): Generator<readonly string[]> {
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries()) yield* leaves(element, [...path, String(at)]);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) yield* leaves(value[key]!, [...path, key]);
  } else if (value !== null && path.length > 0) yield path;
}

/** How many fields come before the one at a path; counting ends at `most`. */
export function fieldsBefore(root: Json, path: readonly string[], most: number): number {
  let count = 0;
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return count;
    const members = value as { [key: string]: Json };
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      if (String(key) === step) break;
      count += countFields(members[key]!, most - count);
      if (count >= most) return most;
    }
    value = members[step] ?? null;
  }
  return count;
}

/** The number of fields in a value, or `most` where there are more. */
function countFields(value: Json, most: number): number {
  if (value === null) return 0;
  if (typeof value !== "object") return Math.min(1, most);
  let count = 0;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (count >= most) break;
    count += countFields(member, most - count);
  }
  return count;
}
