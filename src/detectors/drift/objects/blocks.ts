import { keyPath } from "../../../lib/path.ts";
import type { AttributeChange } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { masked } from "../state-values.ts";
import { paired } from "./elements.ts";
import { isSecretName } from "../../../tables/kubernetes/secret-names.ts";
import { isInternalKey } from "./keys.ts";
import { inProviderWords, isCompared, memberOf } from "./names.ts";
import { inStateForm, isHollow, isOrdered, kindOfMember, lean, sameScalar } from "./scalars.ts";

/**
 * In what an object differs from a block of the state. Only what the state has a member for is compared: nothing else
 * is the provider's business.
 * @param live  as the API writes it
 */
export function blockDifferences(held: JsonObject, live: JsonObject, path: string): AttributeChange[] {
  const parent = nameOf(path);
  return Object.entries(held).flatMap(([name, value]) =>
    isCompared(name, parent)
      ? memberDifferences(value, memberOf(live, name), path === "" ? name : `${path}.${name}`)
      : [],
  );
}

/** The same of one member, whatever it holds. */
export function memberDifferences(held: Json, live: Json | undefined, path: string): AttributeChange[] {
  if (isHollow(held) && isHollow(live)) return [];
  const name = nameOf(path);
  // The state writes blocks that are not there as an empty list, maps as null.
  if (Array.isArray(held) && (isBlocks(held) || isBlocks(live))) return blocks(held, live, path);
  if (Array.isArray(held) || Array.isArray(live)) return words(held, live, path);
  if (isObject(held) || isObject(live)) return entries(held, live, path);
  if (sameScalar(held, live, name)) return [];
  return [{ path, kind: kindOfMember(name), value: { set: inStateForm(live, held, name) ?? null } }];
}

function isBlocks(value: Json | undefined): boolean {
  return isObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isObject));
}

function blocks(held: readonly Json[], live: Json | undefined, path: string): AttributeChange[] {
  const there = (Array.isArray(live) ? live : [live]).filter(isObject);
  return paired(held.filter(isObject), there).flatMap(({ at, held: before, live: after }) => {
    const place = `${path}[${at}]`;
    if (!after) return isHollow(before) ? [] : [{ path: place, kind: "blocklist" as const, value: { set: null } }];
    if (before) return withoutSecrets(blockDifferences(before, after, place), after);
    if (isHollow(after)) return [];
    const [added] = withoutSecrets([whole(place, after)], after);
    return [added!];
  });
}

function whole(path: string, live: JsonObject): AttributeChange {
  return { path, kind: "blocklist", value: { set: lean(inProviderWords(live)) } };
}

/** The value of a variable that is named like a secret is nobody's to read. */
function withoutSecrets(changes: AttributeChange[], { name, value }: JsonObject): AttributeChange[] {
  if (typeof value !== "string" || value === "" || !isSecretName(scalarText(name))) return changes;
  return changes.map((change) => {
    if (!("set" in change.value)) return change;
    const { set } = change.value;
    if (isObject(set)) return { ...change, value: { set: { ...set, value: masked(value) } } };
    return change.path.endsWith(".value") && set !== null ? { ...change, value: { set: masked(set) } } : change;
  });
}

function words(held: Json, live: Json | undefined, path: string): AttributeChange[] {
  const ordered = isOrdered(nameOf(path));
  const [before, after] = [textsOf(held), textsOf(live)];
  const [left, right] = ordered ? [before, after] : [before.toSorted(), after.toSorted()];
  if (left.join("\n") === right.join("\n") && left.length === right.length) return [];
  return [{ path, kind: ordered ? "list" : "set", value: { set: after } }];
}

function textsOf(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : []).map((item) => scalarText(item));
}

function entries(held: Json, live: Json | undefined, path: string): AttributeChange[] {
  const [before, after] = [isObject(held) ? held : {}, isObject(live) ? live : {}];
  const kind = kindOfMember(nameOf(path));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys.flatMap((key) => {
    if (!Object.hasOwn(before, key) && isInternalKey(key)) return [];
    return entryDifference(own(before, key), own(after, key), keyPath(path, key), kind);
  });
}

/** One key of a map: an empty text is a value, and equal only to itself. */
export function entryDifference(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  kind: AttributeChange["kind"],
): AttributeChange[] {
  const [left, right] = [before ?? null, after ?? null];
  const isSame = left === right || (kind === "quantity" && sameScalar(left, right, "limits"));
  return isSame ? [] : [{ path, kind, value: { set: right } }];
}

function own(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** `spec[0].container[1]` → `container`: the member that a path ends with. */
function nameOf(path: string): string {
  return /(?:^|\.)([^.[\]"]+)(?:\[\d+\])?$/.exec(path)?.[1] ?? "";
}
