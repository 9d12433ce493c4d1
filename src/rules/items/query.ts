import { parseDuration } from "../../lib/time.ts";
import type { Position } from "../../model/errors.ts";
import type { Rule, RuleWindow } from "../../model/rule.ts";
import type { Item } from "../files/item.ts";
import { positionOf } from "../files/source-file.ts";
import type { Place } from "../files/source-file.ts";
import { placeAt } from "../files/traced.ts";
import { compileQuery, QueryError } from "../insights/index.ts";
import type { Query } from "../insights/index.ts";
import { readCommon } from "./common.ts";

/** A Logs Insights query as a rule, asked of windows of event time. */
export interface QueryRule extends Rule {
  language: "insights";
  window: RuleWindow;
  query: Query;
  queryText: string;
  /** Where a character of the query was written. */
  queryAt(offset: number): Position;
}

const DAY = 86_400_000;
/** Of what passes the filters, a window keeps what its rows are made of. */
const LONGEST = 31 * DAY;
const MOST_ROWS = 1_000_000;

/** Reads a `query` item; undefined where it is wrong. */
export function readQuery(item: Item): QueryRule | undefined {
  const { source, ...common } = readCommon(item, ["query", "text", "over", "at_least", "by"]);
  for (const key of ["text", "over"]) if (!item.has(key)) item.missing(key);
  const [over, atLeast] = [readOver(item), readAtLeast(item)];
  const by = item.texts("by")?.map(({ text }) => text) ?? [];
  const text = item.trimmedText("text");
  const query =
    text &&
    attempt(
      item,
      (offset) => placeAt(text, offset),
      () => compileQuery(text.text, source),
    );
  const window =
    query !== undefined && over !== undefined
      ? attempt(
          item,
          () => item.keyPlace("by"),
          () => query.window({ over, atLeast: atLeast ?? 1, by }),
        )
      : undefined;
  if (text === undefined || query === undefined || window === undefined || source === undefined || item.hasFailed) {
    return undefined;
  }
  return {
    ...common,
    language: "insights",
    source,
    when: query.predicate,
    window,
    render: () => common.title,
    fields: () => ({}),
    query,
    queryText: text.text,
    queryAt: (offset) => positionOf(placeAt(text, offset)),
  };
}

/** What is wrong with a query becomes a problem of the item. */
function attempt<T>(item: Item, placeOf: (offset: number) => Place, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const code = error.code === "syntax" ? "query.invalid" : error.code;
    return item.fail(placeOf(error.offset), error.message, {
      code,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  }
}

/** Milliseconds. */
function readOver(item: Item): number | undefined {
  const text = item.text("over");
  if (text === undefined) return undefined;
  const ms = parseDuration(text.text);
  if (ms !== undefined && ms >= 1000 && ms <= LONGEST) return ms;
  const message = `\`over\` cannot be \`${text.text}\``;
  return item.fail(placeAt(text, 0), message, { hint: "write the length of a window, 1s to 31d, for instance 15m" });
}

function readAtLeast(item: Item): number | undefined {
  const text = item.text("at_least");
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(text.text) && Number(text.text) <= MOST_ROWS) return Number(text.text);
  const message = `\`at_least\` cannot be \`${text.text}\``;
  return item.fail(placeAt(text, 0), message, { hint: "write a number of rows from 1 to 1000000" });
}
