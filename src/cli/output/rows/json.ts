import { jsonRow, uniqueTitles } from "../../../rules/insights/index.ts";
import { safeJson } from "../text.ts";
import type { Rows } from "./rows.ts";

/** One row a line, column → value; numbers are numbers, what is absent is null. */
export async function* rowsNdjson(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  const titles = uniqueTitles(columns);
  for await (const cells of rows) yield `${safeJson(jsonRow(titles, cells))}\n`;
}

/** The same as one array. */
export async function* rowsJson(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  const titles = uniqueTitles(columns);
  let before = "[\n";
  for await (const cells of rows) {
    yield `${before}${safeJson(jsonRow(titles, cells))}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
