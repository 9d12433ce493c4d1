import { textOf } from "../../../rules/insights/index.ts";
import { csvRow } from "../csv.ts";
import type { Rows } from "./rows.ts";

/** RFC 4180: a header, then a line each row; what is absent is empty. */
export async function* rowsCsv(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield csvRow(columns);
  for await (const cells of rows) {
    yield csvRow(cells.map((value) => (typeof value === "number" ? value : textOf(value))));
  }
}
