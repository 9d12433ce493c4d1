import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";

const MAX_DEPTH = 40;

/**
 * Brings the three forms in which EC2 prints a request or a response to one: camelCase members, no
 * `<Event>Request` / `<Event>Response` wrapper, lists without `items`, elements without their `tag` counter.
 * A list of one may still be a bare object or scalar: read lists with `listOf`.
 */
export function plainEc2(body: JsonObject): JsonObject {
  const names = Object.keys(body);
  const wrapper = names.length === 1 && /(Request|Response)$/.test(names[0]!) ? body[names[0]!] : body;
  const plain = plainValue(wrapper ?? {}, 0);
  return isObject(plain) ? plain : {};
}

function plainValue(value: Json, depth: number): Json {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  if (!isObject(value)) return value;
  const { tag: counter, ...rest } = value;
  const members = Object.entries(typeof counter === "number" ? rest : value);
  const [only] = members;
  if (members.length === 1 && only) {
    if (only[0] === "items" && Array.isArray(only[1])) return plainValue(only[1], depth + 1);
    if (only[0] === "content" && typeof counter === "number") return only[1];
  }
  return Object.fromEntries(members.map(([name, member]) => [camelCase(name), plainValue(member, depth + 1)]));
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
