import { textOf } from "../../../rules/insights/index.ts";
import { markdownText } from "../markdown.ts";
import { clean, cut } from "../text.ts";
import type { Rows } from "./rows.ts";

const CELL_COLUMNS = 200;

/** A table for a pull request or a ticket; long cells are cut. */
export async function* rowsMarkdown(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield line(columns);
  yield `|${columns.map(() => "---|").join("")}\n`;
  for await (const cells of rows) yield line(cells.map((value) => textOf(value) ?? ""));
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((text) => markdownText(cut(clean(text), CELL_COLUMNS))).join(" | ")} |\n`;
}
