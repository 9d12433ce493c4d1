import { isObject } from "../model/json.ts";
import type { Json } from "../model/json.ts";

/** JSON text with sorted keys: equal values give equal texts. */
export function stableJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(",")}]`;
  if (!isObject(value)) return value === undefined ? "null" : JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${stableJson(value[key])}`);
  return `{${members.join(",")}}`;
}
