import { keyPath } from "../../lib/path.ts";
import type { AttributeChange, NewValue, ResourceChange } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { AliasTable, AttributeRow } from "../../tables/types.ts";
import { listOf, textAt } from "../member.ts";
import { hiddenReason, isCut } from "../redaction.ts";
import { absent } from "./absence.ts";
import type { Call } from "./call.ts";
import { block, stateForm } from "./value.ts";
import { wireFind, wireFirst } from "./wire.ts";
import type { Found } from "./wire.ts";

/** What a call says about the attributes of one type, row by row of its alias table. */
export function attributesOf(call: Call, table: AliasTable): AttributeChange[] {
  return rowsFor(table, call.action).flatMap((row) => {
    if (row.implied && Object.hasOwn(row.implied, call.action)) {
      return [change(row, { set: row.implied[call.action]! })];
    }
    const sent = row.request?.[call.action];
    const removed = row.remove?.[call.action];
    if (sent === undefined && removed === undefined) return answered(call, row);
    if (call.cut !== undefined) return [change(row, { unknown: call.cut })];
    const added = sent === undefined ? NOTHING : wireFind(call.request, sent);
    const taken = removed === undefined ? NOTHING : wireFind(call.request, removed);
    if (isAbsent(added) && isAbsent(taken)) return absent(call, row);
    return spelled(call, row, added, taken);
  });
}

const rowsByAction = new WeakMap<AliasTable, Map<string, readonly AttributeRow[]>>();

/** The rows that an operation can say something about; operations without any are not remembered. */
function rowsFor(table: AliasTable, action: string): readonly AttributeRow[] {
  const known = rowsByAction.get(table)?.get(action);
  if (known) return known;
  const rows = table.attributes.filter(
    (row) => row.kind !== "argument" && row.path !== "tags_all" && concerns(row, action),
  );
  const byAction = rowsByAction.get(table) ?? new Map<string, readonly AttributeRow[]>();
  if (rows.length > 0) rowsByAction.set(table, byAction.set(action, rows));
  return rows;
}

/** The call arguments: sent with the call, held by no attribute of the service. */
export function argumentsOf(call: Call, table: AliasTable): ResourceChange["arguments"] {
  const given = new Map<string, { path: string; value: Json }>();
  for (const row of table.attributes) {
    const wire = row.kind === "argument" ? row.request?.[call.action] : undefined;
    const value = wire === undefined ? undefined : wireFirst(call.request, wire);
    // Older providers have another name for the same argument: the first row wins.
    if (value !== undefined && !given.has(wire!)) given.set(wire!, { path: row.path, value: stateForm(value, row) });
  }
  return [...given.values()];
}

function concerns({ request, remove, response, implied }: AttributeRow, action: string): boolean {
  return [request, remove, response, implied].some((by) => by !== undefined && Object.hasOwn(by, action));
}

const NOTHING: Found = { values: [], isEmptyList: false };
const isAbsent = (found: Found) => found.values.length === 0 && !found.isEmptyList;

/** Values that only the answer tells, such as the number of a new version. */
function answered(call: Call, row: AttributeRow): AttributeChange[] {
  const path = row.response?.[call.action];
  const value = path === undefined ? undefined : wireFirst(call.response, path);
  return value === undefined ? [] : [change(row, { set: stateForm(value, row) })];
}

function spelled(call: Call, row: AttributeRow, added: Found, taken: Found): AttributeChange[] {
  const masked = [...added.values, ...taken.values].find((value) => typeof value === "string" || isCut(value));
  const hidden = masked === undefined ? undefined : hiddenReason(masked);
  if (hidden !== undefined) return [change(row, { unknown: hidden })];
  if (row.kind === "map") return entries(call, row, added.values, taken.values);
  if (row.perElement) return elements(row, added.values.flatMap(listOf), taken.values.flatMap(listOf));
  return [change(row, newValue(call, row, added, taken))];
}

function newValue(call: Call, row: AttributeRow, added: Found, taken: Found): NewValue {
  const hidden = hiddenReason(added.values) ?? hiddenReason(taken.values);
  if (hidden !== undefined) return { unknown: hidden };
  if (row.kind === "opaque") return { unknown: "redacted" };
  if (row.semantics === "logging") return logTypes(call, added.values.flatMap(listOf));
  if (row.semantics === "addRemove" && call.row?.kind !== "create") {
    const items = (found: Found) => listOf(stateForm(found.values.flatMap(listOf), row));
    return { add: items(added), remove: items(taken) };
  }
  return { set: replaced(row, added) };
}

/** A path through an empty list clears what lies behind it; through several elements it gathers their lists. */
function replaced(row: AttributeRow, { values }: Found): Json {
  if (values.length === 0) return null;
  const isList = row.kind === "set" || row.kind === "cidrset" || row.kind === "list";
  return stateForm(isList ? values.flatMap(listOf) : values[0]!, row);
}

/** `labels["team"]`, one line a key; a key that is added and removed is removed. AWS's own tags are nobody's change. */
function entries(call: Call, row: AttributeRow, added: Json[], taken: Json[]): AttributeChange[] {
  const values = new Map<string, NewValue>();
  for (const [key, value] of added.flatMap((map) => pairs(call, map)))
    values.set(
      key,
      secretOr(value ?? "", (shown) => ({ set: shown })),
    );
  for (const key of taken.flatMap(listOf)) if (typeof key === "string") values.set(key, { set: null });
  return [...values]
    .filter(([key]) => !key.startsWith("aws:"))
    .map(([key, value]) => ({ path: keyPath(row.path, key), kind: row.kind, value }));
}

/** A map as it is, or a list of `{key, value}`; of one such pair only EC2 makes a bare object. */
function pairs(call: Call, map: Json): [string, Json][] {
  if (isObject(map) && call.service !== "ec2.amazonaws.com") return Object.entries(map);
  return listOf(map)
    .filter(isObject)
    .flatMap((item): [string, Json][] => {
      const key = textAt(item, "key");
      return key === undefined ? [] : [[key, item["value"] ?? ""]];
    });
}

/** `taint["dedicated:NO_SCHEDULE"]`, one line an element. */
function elements(row: AttributeRow, added: Json[], taken: Json[]): AttributeChange[] {
  const values = new Map<string, NewValue>();
  for (const item of added)
    values.set(
      elementName(row, item),
      secretOr(item, () => ({ set: block(item, row) })),
    );
  for (const item of taken) values.set(elementName(row, item), { set: null });
  return [...values].map(([name, value]) => ({ ...change(row, value), path: keyPath(row.path, name) }));
}

function elementName(row: AttributeRow, item: Json): string {
  const element = block(item, row);
  return (row.elementKey ?? []).map((member) => (isObject(element) ? (textAt(element, member) ?? "") : "")).join(":");
}

const isOn = (group: JsonObject) => textAt(group, "enabled") === "true";

/** Types of entries that are on, and of entries that are off; types nobody names keep their value. */
function logTypes(call: Call, groups: Json[]): NewValue {
  const types = (on: boolean) =>
    groups.filter(isObject).flatMap((group) => (isOn(group) === on ? listOf(group["types"]) : []));
  return call.row?.kind === "create" ? { set: types(true) } : { add: types(true), remove: types(false) };
}

function secretOr(value: Json, shown: (value: Json) => NewValue): NewValue {
  const hidden = hiddenReason(value);
  return hidden === undefined ? shown(value) : { unknown: hidden };
}

function change(row: AttributeRow, value: NewValue): AttributeChange {
  return { path: row.path, kind: row.kind, value, ...(row.elementKey ? { elementKey: row.elementKey } : {}) };
}
