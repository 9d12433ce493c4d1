import { textOf } from "../../../rules/insights/index.ts";
import { clean } from "../text.ts";
import type { Rows } from "./rows.ts";

/** Messages as they are, one a line: what was searched for is not cut off. */
export async function* messageLines(rows: Rows): AsyncIterable<string> {
  for await (const [message = null] of rows) yield `${clean(textOf(message) ?? "")}\n`;
}
