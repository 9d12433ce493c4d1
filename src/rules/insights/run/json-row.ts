import type { Json, JsonObject } from "../../../model/json.ts";
import { isTimestamp, textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";

/** A cell as JSON: numbers as numbers, booleans 1 and 0 as the service prints them, timestamps as dates. */
export function jsonCell(value: Value): Json {
  if (typeof value === "boolean") return Number(value);
  return isTimestamp(value) ? textOf(value) : value;
}

/** Titles by which the cells of a row can be told apart: the second `a` becomes `a (2)`. */
export function uniqueTitles(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    let unique = title;
    for (let number = 2; taken.has(unique); number += 1) unique = `${title} (${number})`;
    taken.add(unique);
    return unique;
  });
}

/** A row as an object, column → value; what is absent is null. */
export function jsonRow(titles: readonly string[], cells: readonly Value[]): JsonObject {
  return Object.fromEntries(titles.map((title, at) => [title, jsonCell(cells[at] ?? null)]));
}
