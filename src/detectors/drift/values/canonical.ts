import { networkForm } from "../../../lib/cidr.ts";
import { quantityOf } from "../../../lib/quantity.ts";
import { stableJson } from "../../../lib/stable-json.ts";
import { parseDuration } from "../../../lib/time.ts";
import type { AttributeKind } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import type { AttributeRow } from "../../../tables/types.ts";
import { parseDocument } from "./document.ts";
import { canonicalPolicy } from "./policy.ts";

type Canonical = (value: Json) => Json;

/** Kind → the form in which equal values are equal texts. */
const BY_KIND: { [kind in AttributeKind]: Canonical } = {
  scalar: asText,
  enum: asText,
  argument: asText,
  opaque: asText,
  bool: (value) => (value === "true" ? true : value === "false" ? false : value),
  presence: (value) => (value === "true" ? true : value === "false" ? false : value),
  number: (value) =>
    typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value,
  arn: (value) => (typeof value === "string" ? decodeOnce(value) : value),
  cidr: (value) => (typeof value === "string" ? networkForm(value) : value),
  duration: (value) => (typeof value === "string" ? (parseDuration(value) ?? value) : value),
  url: (value) => (typeof value === "string" ? value.replace(/^https?:\/\//i, "").replace(/\/$/, "") : value),
  set: (value) => asSet(list(value).map(asText)),
  logset: (value) => asSet(list(value).map(asText)),
  cidrset: (value) => asSet(list(value).map((item) => (typeof item === "string" ? networkForm(item) : item))),
  quantity: (value) => quantityOf(scalarText(value)) ?? value,
  csvset: (value) => asSet(typeof value === "string" ? value.split(",").map((item) => item.trim()) : list(value)),
  list: (value) => list(value).map(asText),
  map: (value) => withoutEmpty(value),
  json: (value) => withoutEmpty(parseDocument(value)),
  policy: canonicalPolicy,
  blockset: (value) => asSet(list(value).map(withoutEmpty)),
  blocklist: (value) => list(value).map(withoutEmpty),
};

/**
 * The comparable form of an attribute's value. Empty forms (null, "", [], {}) are one value, which is the default where
 * the attribute has one.
 */
export function canonical(value: Json | undefined, kind: AttributeKind, row?: AttributeRow): Json {
  const form = isEmpty(value) ? null : BY_KIND[kind](value!);
  if (!isEmpty(form)) return form;
  return row?.default === undefined || isEmpty(row.default) ? null : BY_KIND[kind](row.default);
}

/** Whether two values of an attribute mean the same. */
export function sameValue(a: Json | undefined, b: Json | undefined, kind: AttributeKind, row?: AttributeRow): boolean {
  if (a === b) return true;
  const [left, right] = [canonical(a, kind, row), canonical(b, kind, row)];
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  return stableJson(left) === stableJson(right);
}

/** null, absent, "", [] and {} are one value. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function asText(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function list(value: Json): Json[] {
  return Array.isArray(value) ? value : isEmpty(value) ? [] : [value];
}

function asSet(values: Json[]): Json[] {
  const byText = new Map(values.map((value) => [stableJson(value), value]));
  return [...byText.keys()].toSorted().map((text) => byText.get(text)!);
}

/** Members that are empty say nothing; scalars inside blocks compare as texts, because states print some numbers so. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return asText(value);
  const kept = Object.entries(value).map(([key, member]) => [key, withoutEmpty(member)] as const);
  return Object.fromEntries(kept.filter(([, member]) => !isEmpty(member)));
}

function decodeOnce(text: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
