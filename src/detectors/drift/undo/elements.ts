import type { AttributeRow } from "../../../tables/types.ts";
import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { element } from "./request.ts";
import { elementKey } from "./subject.ts";

export interface KeyChange {
  key: string;
  before?: Json;
  after?: Json;
  line: FindingChange;
}

/** Lines of a map, one by key (`labels["team"]`) or whole (`labels`), as changes of single keys. */
export function keyChanges(lines: readonly FindingChange[], ...attributes: readonly string[]): KeyChange[] {
  return lines.flatMap((line): KeyChange[] => {
    const key = elementKey(line.path);
    if (key !== undefined) return [{ key, before: line.before, after: line.after, line }];
    if (!attributes.includes(line.path)) return [];
    const [before, after] = [members(line.before), members(line.after)];
    const keys = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    );
    return keys.map((name) => ({ key: name, before: before.get(name), after: after.get(name), line }));
  });
}

export interface ElementChange {
  /** The element as the API takes it; undefined = it was not there. */
  before?: Json;
  after?: Json;
  line: FindingChange;
}

/** Lines of a set of blocks, one by element or whole, as changes of single elements in the words of the API. */
export function elementChanges(lines: readonly FindingChange[], row: AttributeRow): ElementChange[] {
  const wire = (item: Json | undefined) => (isObject(item) ? element(row.elements ?? {}, item) : undefined);
  return lines.flatMap((line): ElementChange[] => {
    if (line.path !== row.path) return [{ before: wire(line.before), after: wire(line.after), line }];
    const [before, after] = [byKey(line.before, row), byKey(line.after, row)];
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    return keys
      .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
      .map((key) => ({ before: wire(before.get(key)), after: wire(after.get(key)), line }));
  });
}

function members(value: Json | undefined): Map<string, Json> {
  return new Map(isObject(value) ? Object.entries(value) : []);
}

function byKey(value: Json | undefined, row: AttributeRow): Map<string, Json> {
  const items = Array.isArray(value) ? value.filter(isObject) : [];
  return new Map(items.map((item) => [JSON.stringify((row.elementKey ?? []).map((name) => item[name] ?? "")), item]));
}
