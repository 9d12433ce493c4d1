import type { Format } from "../formats.ts";
import { rowsCsv } from "./csv.ts";
import { rowsJson, rowsNdjson } from "./json.ts";
import { rowsMarkdown } from "./markdown.ts";
import type { RowRenderer } from "./rows.ts";
import { rowsTable } from "./table.ts";

/** Rows are no findings: SARIF has no place for them. */
export type RowFormat = Exclude<Format, "sarif">;

export const rowRenderers: { [format in RowFormat]: RowRenderer } = {
  pretty: rowsTable,
  ndjson: rowsNdjson,
  json: rowsJson,
  markdown: rowsMarkdown,
  csv: rowsCsv,
};
