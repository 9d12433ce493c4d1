import type { AttributeKind } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { AttributeRow } from "../../tables/types.ts";
import { listOf } from "../member.ts";

type Form = (value: Json, row: AttributeRow) => Json;

const text: Form = (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value);
const list: Form = (value) => listOf(value);
const blocks: Form = (value, row) => listOf(value).map((item) => block(item, row));
const flag: Form = (value) => (value === "true" ? true : value === "false" ? false : value);

/** Kind → the form in which the value of a call is given on: numbers and booleans may come as text, and back. */
const FORMS: { [kind in AttributeKind]: Form } = {
  scalar: text,
  enum: text,
  arn: text,
  url: text,
  cidr: text,
  duration: text,
  opaque: text,
  quantity: text,
  csvset: text,
  json: document,
  policy: document,
  bool: flag,
  presence: flag,
  argument: flag,
  number: (value) => (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value),
  set: list,
  list,
  cidrset: list,
  logset: list,
  map: (value) => value,
  blockset: blocks,
  blocklist: blocks,
};

/** A value of a request in the form of the state attribute. */
export function stateForm(value: Json, row: AttributeRow): Json {
  return FORMS[row.kind](value, row);
}

/** An element with the state's member names; members that the state does not have are left out. */
export function block(value: Json, row: Pick<AttributeRow, "elements">): Json {
  if (!isObject(value) || !row.elements) return value;
  const members: JsonObject = {};
  for (const [name, wire] of Object.entries(row.elements)) {
    const member = Object.hasOwn(value, wire) ? value[wire] : undefined;
    if (member !== undefined && member !== null) members[name] = member;
  }
  return members;
}

/** Policies may come percent-encoded, as IAM's answers print them. */
function document(value: Json): Json {
  if (typeof value !== "string") return isObject(value) ? JSON.stringify(value) : value;
  if (!/^%7B/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
