import { stableJson } from "../../lib/stable-json.ts";
import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import { keyPath } from "../../lib/path.ts";
import type { AttributeKind } from "../../model/change.ts";
import type { AttributeRow } from "../../tables/types.ts";
import { container } from "./paths.ts";
import { asList } from "./registers.ts";
import { elementName } from "./state-values.ts";
import { canonical, isEmpty, sameValue } from "./values/canonical.ts";
import { parseDocument } from "./values/document.ts";

export interface Difference {
  path: string;
  before: Json | undefined;
  after: Json | undefined;
}

/** Whether two values of a path mean the same; a single key or element compares as what its container holds. */
export function samePart(
  path: string,
  kind: AttributeKind,
  row: AttributeRow | undefined,
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  if (!isPart(path, row)) return sameValue(a, b, kind, row);
  return kind === "map" ? sameValue(a, b, "scalar") : sameValue(asList(a), asList(b), kind);
}

function isPart(path: string, row: AttributeRow | undefined): boolean {
  return row !== undefined && path !== row.path && container(path) === row.path;
}

/** What two values of one attribute differ in: per key, element or JSON pointer where the kind has such, else whole. */
export function differences(
  path: string,
  kind: AttributeKind,
  row: AttributeRow | undefined,
  before: Json | undefined,
  after: Json | undefined,
): Difference[] {
  if (samePart(path, kind, row, before, after)) return [];
  if (isPart(path, row)) return [{ path, before, after }];
  if (kind === "map") return byKey(path, asObject(before), asObject(after));
  if (kind === "json") return byPointer(path, parsed(before), parsed(after));
  if (kind === "blockset" || kind === "blocklist") return byElement(path, kind, row, before, after);
  return [{ path, before, after }];
}

function byKey(path: string, before: { [key: string]: Json }, after: { [key: string]: Json }): Difference[] {
  return keysOf(before, after)
    .filter((key) => stableJson(before[key]) !== stableJson(after[key]))
    .map((key) => ({ path: keyPath(path, key), before: before[key], after: after[key] }));
}

/** RFC 6901 pointers of the values that differ. */
function byPointer(path: string, before: Json | undefined, after: Json | undefined, pointer = ""): Difference[] {
  if (stableJson(canonical(before, "json")) === stableJson(canonical(after, "json"))) return [];
  if (!isObject(before ?? {}) || !isObject(after ?? {}) || (before === undefined && after === undefined)) {
    return [{ path: pointer === "" ? path : `${path}#${pointer}`, before, after }];
  }
  const [left, right] = [asObject(before), asObject(after)];
  return keysOf(left, right).flatMap((key) => {
    const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
    return leafOrDeeper(path, left[key], right[key], `${pointer}/${step}`);
  });
}

function leafOrDeeper(path: string, before: Json | undefined, after: Json | undefined, pointer: string): Difference[] {
  if (isObject(before) && isObject(after)) return byPointer(path, before, after, pointer);
  if (stableJson(canonical(before, "json")) === stableJson(canonical(after, "json"))) return [];
  return [{ path: `${path}#${pointer}`, before, after }];
}

/** Elements are told apart by their key members; a set whose keys are no scalars is one value. */
function byElement(
  path: string,
  kind: AttributeKind,
  row: AttributeRow | undefined,
  before: Json | undefined,
  after: Json | undefined,
): Difference[] {
  const [left, right] = [named(before, row), named(after, row)];
  if (!left || !right) return [{ path, before, after }];
  return keysOf(left, right)
    .filter(
      (name) => stableJson(canonical(asList(left[name]), kind)) !== stableJson(canonical(asList(right[name]), kind)),
    )
    .map((name) => ({ path: keyPath(path, name), before: left[name], after: right[name] }));
}

function named(value: Json | undefined, row: AttributeRow | undefined): { [name: string]: Json } | undefined {
  if (!row?.elementKey) return undefined;
  const entries = asList(value).map((item) => [elementName(item, row), item] as const);
  if (entries.some(([name]) => name === undefined)) return undefined;
  return Object.fromEntries(entries as [string, Json][]);
}

function parsed(value: Json | undefined): Json | undefined {
  return isEmpty(value) ? undefined : parseDocument(value!);
}

function asObject(value: Json | undefined): { [key: string]: Json } {
  return isObject(value) ? value : {};
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
}
