import { KIND_WORDS, tracedText } from "../../files/node.ts";
import type { MapNode, Node } from "../../files/node.ts";
import type { Item } from "../../files/item.ts";
import type { Place } from "../../files/source-file.ts";
import type { Traced } from "../../files/traced.ts";

/** One text, or a list of them, as the author wrote it. */
export type TextOrTexts = Traced | readonly Traced[];

/** An exception of a rule. */
export interface Exception {
  name: string;
  place: Place;
  /** Absent only in an append, which adds values to what it names. */
  fields?: TextOrTexts;
  comps?: TextOrTexts;
  values: readonly ExceptionValue[];
}

/** A row of values: of one field a text, of several a list of texts and of lists of texts. */
export interface ExceptionValue {
  place: Place;
  value: Traced | readonly TextOrTexts[];
}

export function isList<T>(value: Traced | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

const KEYS = ["name", "fields", "comps", "values"];

/** The `exceptions` of a rule item, wrong ones left out, which have become problems; undefined where it has none. */
export function readExceptions(item: Item): Exception[] | undefined {
  const list = item.list("exceptions");
  if (list === undefined) return undefined;
  const read: Exception[] = [];
  const names = new Set<string>();
  for (const node of list.items) {
    const exception = node.kind === "map" ? readException(item, node) : notA(item, node, "a mapping");
    if (exception === undefined) continue;
    if (names.has(exception.name)) {
      item.warn("LOAD_EXCEPTION_NAME_NOT_UNIQUE", exception.place, `a second exception \`${exception.name}\``);
    }
    names.add(exception.name);
    read.push(exception);
  }
  return read;
}

function readException(item: Item, node: MapNode): Exception | undefined {
  for (const [key, { keyPlace }] of node.entries) {
    if (!KEYS.includes(key)) item.warn("LOAD_UNKNOWN_KEY", keyPlace, `exceptions have no \`${key}\`: ignored`);
  }
  const at = (key: string) => node.entries.get(key)?.value;
  const name = at("name");
  if (name?.kind !== "text" || name.text === "") {
    return item.fail((name ?? node).place, "an exception needs a `name` that is not empty");
  }
  const values = at("values");
  if (values !== undefined && values.kind !== "list" && values.kind !== "null") return notA(item, values, "a list");
  const rows = values?.kind === "list" ? values.items.map((row) => readRow(item, row)) : [];
  const [fields, comps] = [readTexts(item, at("fields"), "fields"), readTexts(item, at("comps"), "comps")];
  return {
    name: name.text,
    place: name.place,
    ...(fields && { fields }),
    ...(comps && { comps }),
    values: rows.filter((row) => row !== undefined),
  };
}

function readRow(item: Item, node: Node): ExceptionValue | undefined {
  if (node.kind === "text") return { place: node.place, value: tracedText(node) };
  if (node.kind !== "list") return notA(item, node, "text or a list");
  const values = node.items.map((value) => readTexts(item, value, "values"));
  const right = values.filter((value) => value !== undefined);
  return right.length < values.length ? undefined : { place: node.place, value: right };
}

/** A text, or a list of texts; undefined where it is neither. */
function readTexts(item: Item, node: Node | undefined, what: string): TextOrTexts | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "text") return tracedText(node);
  if (node.kind !== "list") return notA(item, node, "text or a list of texts");
  return item.textsOf(node, what)?.map(tracedText);
}

function notA(item: Item, node: Node, what: string): undefined {
  return item.fail(node.place, `expected ${what}, not ${KIND_WORDS[node.kind]}`);
}

/** Says what a definition lacks. */
export function requireFields(item: Item, exceptions: readonly Exception[]): void {
  for (const { name, place, fields } of exceptions) {
    if (fields === undefined) item.fail(place, `the exception \`${name}\` has no \`fields\``);
  }
}

/**
 * Exceptions with others appended: values to those of the same name, else new ones.
 * What cannot be appended becomes a problem of the item.
 */
export function mergedExceptions(item: Item, before: readonly Exception[], more: readonly Exception[]): Exception[] {
  const merged = [...before];
  const known = new Map(before.map(({ name }, n) => [name, n]));
  const invalid = { code: "LOAD_ERR_VALIDATE" };
  for (const exception of more) {
    const { name, place, values } = exception;
    const at = known.get(name);
    if (at === undefined) {
      if (exception.fields === undefined) item.fail(place, `the new exception \`${name}\` has no \`fields\``, invalid);
      else if (values.length === 0) item.fail(place, `the new exception \`${name}\` has no \`values\``, invalid);
      known.set(name, merged.length);
      merged.push(exception);
    } else if (exception.fields !== undefined || exception.comps !== undefined) {
      const key = exception.fields === undefined ? "comps" : "fields";
      item.fail(place, `the exception \`${name}\` is there already: only \`values\` can be added`, {
        ...invalid,
        hint: `leave out \`${key}\`, or give the exception another name`,
      });
    } else {
      if (values.length === 0)
        item.warn("LOAD_APPEND_NO_VALUES", place, `nothing is added to the exception \`${name}\``);
      merged[at] = { ...merged[at]!, values: [...merged[at]!.values, ...values] };
    }
  }
  return merged;
}
