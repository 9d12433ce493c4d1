import { stableJson } from "../../../lib/stable-json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { scalarText } from "../../../model/json.ts";
import { inProviderWords, memberOf } from "./names.ts";
import { lean } from "./scalars.ts";

/** Members that tell the elements of a list apart, best first; those without a name of their own are matched by place. */
const KEYS: readonly (readonly string[])[] = [
  ["kind", "namespace", "name"],
  ["container_port", "protocol"],
  ["port", "protocol"],
  ["mount_path"],
  ["device_path"],
  ["ip"],
  ["host"],
  ["path"],
  ["topology_key"],
  ["key", "operator", "effect"],
  ["key", "operator"],
  ["key", "effect"],
];

export interface Pair {
  /** Where it stands in the state's list; after its end for what is not in it. */
  at: number;
  held?: JsonObject;
  live?: JsonObject;
}

/** The elements of a state's list, each with the one of the object that it stands for. */
export function paired(held: readonly JsonObject[], live: readonly JsonObject[]): Pair[] {
  const key = KEYS.map((names) => keyedBy(names)).find(
    (each) => isUnique(held.map(each)) && isUnique(live.map(each)) && held.length + live.length > 0,
  );
  const rest = [...live];
  const take = (at: number) => (at === -1 ? undefined : rest.splice(at, 1)[0]);
  const pairs: Pair[] = [];
  if (key) {
    const keys = new Map(live.map((each) => [key(each), each]));
    for (const [at, element] of held.entries())
      pairs.push({ at, held: element, live: take(rest.indexOf(keys.get(key(element))!)) });
  } else {
    const forms = new Map(live.map((each) => [each, formOf(each)]));
    const texts = held.map(formOf);
    const same = texts.map((text) => take(rest.findIndex((each) => forms.get(each) === text)));
    for (const [at, element] of held.entries()) pairs.push({ at, held: element, live: same[at] ?? rest.shift() });
  }
  return [...pairs, ...rest.map((element, more) => ({ at: held.length + more, live: element }))];
}

function keyedBy(names: readonly string[]): (element: JsonObject) => string {
  return (element) => {
    const parts = names.map((name) => scalarText(memberOf(element, name)).replace(/^default$/, ""));
    // What names the element must be there; the rest may be left to its default.
    return parts.at(names.includes("name") ? -1 : 0) === "" ? "" : parts.join(" ");
  };
}

function isUnique(keys: readonly string[]): boolean {
  return !keys.includes("") && new Set(keys).size === keys.length;
}

function formOf(element: JsonObject): string {
  const plain = (value: Json): Json => {
    // Single blocks are lists of one in the state.
    if (Array.isArray(value) && value.length === 1) return plain(value[0]!);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return String(value);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  };
  return stableJson(plain(lean(inProviderWords(element))));
}
