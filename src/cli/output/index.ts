import { csv } from "./csv.ts";
import { json, ndjson } from "./json.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty/index.ts";
import type { Report, View } from "./report.ts";
import { sarif } from "./sarif.ts";
import type { Format } from "./formats.ts";

/** Turns a report into text, piece by piece. */
export const renderers: { [format in Format]: (report: Report, view: View) => Iterable<string> } = {
  pretty,
  ndjson,
  json,
  sarif,
  markdown,
  csv,
};
