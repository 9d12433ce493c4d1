import type { Interested } from "../../lib/interest.ts";
import { AppError } from "../../model/errors.ts";
import type { Facts } from "../../model/facts.ts";
import { compilePattern, PatternError } from "../../rules/filter-pattern/index.ts";
import type { FilterPattern } from "../../rules/filter-pattern/index.ts";
import { compileQuery, QueryError } from "../../rules/insights/index.ts";
import type { Query } from "../../rules/insights/index.ts";

/** What is asked of the records: a filter pattern, a query, or the pattern first and then the query. */
export interface Asking {
  pattern?: FilterPattern;
  query?: Query;
}

/**
 * Reads both texts.
 * @throws AppError "rule.invalid" with `details` {text, offset} of the one that is wrong
 */
export function askingOf({ text, filter }: { text?: string | undefined; filter?: string | undefined }): Asking {
  return {
    ...(filter !== undefined && { pattern: read("filter", filter, compilePattern) }),
    ...(text !== undefined && { query: read("query", text, compileQuery) }),
  };
}

function read<T>(what: string, text: string, compile: (text: string) => T): T {
  try {
    return compile(text);
  } catch (error) {
    if (!(error instanceof QueryError) && !(error instanceof PatternError)) throw error;
    const { message, offset } = error;
    const before = text.slice(0, offset).split("\n");
    throw new AppError("rule.invalid", message, {
      ...("hint" in error && { hint: error.hint }),
      at: { file: what, line: before.length, column: before.at(-1)!.length + 1 },
      details: { text, offset },
      cause: error,
    });
  }
}

/** Which records may have an answer in them; the others need not be read whole. */
export function interestOf({ query, pattern }: Asking): Interested {
  if (query) return { interest: query.interests };
  return { interest: { ...pattern!.predicate.interest, ...needlesOf(pattern!) } };
}

function needlesOf({ predicate: { needles } }: FilterPattern) {
  return needles ? { needles } : {};
}

/** Whether a record passes the pattern, where there is one. */
export function passer({ pattern }: Asking, facts: Facts) {
  return pattern
    ? (event: Parameters<FilterPattern["predicate"]["test"]>[0]) => pattern.predicate.test(event, facts) === true
    : () => true;
}
