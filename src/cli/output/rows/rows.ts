import type { Value } from "../../../rules/insights/index.ts";
import type { View } from "../report.ts";

/** Rows on their way to the page, cells in the order of the columns. */
export type Rows = AsyncIterable<readonly Value[]>;

/** Turns rows into text, piece by piece, without waiting for the last one. */
export type RowRenderer = (columns: readonly string[], rows: Rows, view: View) => AsyncIterable<string>;
