import { keyPath } from "../../../lib/path.ts";
import type { AttributeChange } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { paired } from "./elements.ts";
import { isSecretName } from "../../../tables/kubernetes/secret-names.ts";
import { isInternalKey } from "./keys.ts";
import { inProviderWords, isCompared, memberOf } from "./names.ts";
import { hidden, withoutSecrets } from "./secrets.ts";
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
  const before = held.filter(isObject);
  // What the API writes as an object there is one of.
  const pairs = isObject(live)
    ? [{ at: 0, held: before[0], live }]
    : paired(before, (Array.isArray(live) ? live : []).filter(isObject));
  return pairs.flatMap(({ at, held: element, live: after }) => blockChange(element, after, `${path}[${at}]`));
}

function blockChange(held: JsonObject | undefined, live: JsonObject | undefined, path: string): AttributeChange[] {
  if (!live) return isHollow(held) ? [] : [{ path, kind: "blocklist", value: { set: null } }];
  if (!held) {
    const set = withoutSecrets(lean(inProviderWords(live)));
    return isHollow(live) ? [] : [{ path, kind: "blocklist", value: { set } }];
  }
  const found = blockDifferences(held, live, path);
  const isSecret = isSecretName(scalarText(live["name"]));
  return isSecret ? found.map((change) => (change.path === `${path}.value` ? sealed(change) : change)) : found;
}

function sealed(change: AttributeChange): AttributeChange {
  return "set" in change.value ? { ...change, value: { set: hidden(change.value.set) } } : change;
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
