import { nearest } from "../../lib/nearest.ts";
import type { Interest } from "../../model/detector.ts";
import { EVENT_KINDS } from "../../model/event.ts";
import type { EventKind } from "../../model/event.ts";
import type { Predicate, RuleWindow } from "../../model/rule.ts";
import { lintsOf } from "./lints.ts";
import type { QueryLint } from "./lints.ts";
import { planOf } from "./plan/plan.ts";
import { interestIn } from "./predicate/demands.ts";
import { conditionsOf, predicateOf } from "./predicate/index.ts";
import { leadingCommands } from "./predicate/leading.ts";
import { QueryRun } from "./run/query-run.ts";
import type { RunOptions } from "./run/query-run.ts";
import type { Command } from "./syntax/ast.ts";
import { QueryError } from "./syntax/error.ts";
import { formatQuery } from "./syntax/format.ts";
import { parseQuery } from "./syntax/parser.ts";
import { windowOf } from "./window.ts";
import type { WindowOptions } from "./window.ts";

/** A Logs Insights query, read and ready. */
export interface Query {
  text: string;
  commands: readonly Command[];
  /** Titles of its columns, in order; two may be equal. */
  columns: readonly string[];
  /** Whether it has `stats`: then rows are no events, and a rule needs a window. */
  aggregates: boolean;
  /** What can be said without data. */
  lints: readonly QueryLint[];
  /** The filters before the first command that looks at several records. */
  predicate: Predicate;
  /** Which events can pass those filters, of any kind. */
  interests: readonly Interest[];
  /** @throws QueryError when `by` names no column */
  window(options: WindowOptions): RuleWindow;
  /** A run over records that are handed in one by one. */
  run(options: RunOptions): QueryRun;
  /** The commands as they were understood, one a line. */
  format(): string;
}

/**
 * Compiles a Logs Insights query.
 * @param kind  the only kind of event the predicate will be asked about; without it every event is of interest
 * @throws QueryError with the offset of what is wrong
 */
export function compileQuery(text: string, kind?: EventKind): Query {
  const commands = parseQuery(text);
  const plan = planOf(commands);
  const columns = plan.columns.map(({ title }) => title);
  const predicate = predicateOf(commands, text, kind);
  return {
    text,
    commands,
    columns,
    aggregates: commands.some(({ command }) => command === "stats"),
    lints: lintsOf(commands),
    predicate,
    interests: interestsOf(commands, predicate.needles),
    window: (options) => {
      checkSubject(options.by, columns);
      return windowOf(plan, options);
    },
    run: (options) => new QueryRun(plan, options),
    format: () => formatQuery(commands),
  };
}

function interestsOf(commands: readonly Command[], needles: readonly string[] | undefined): Interest[] {
  const { conditions, own } = conditionsOf(leadingCommands(commands));
  return EVENT_KINDS.map((kind) => ({ ...interestIn(kind, conditions, own), ...(needles && { needles }) }));
}

function checkSubject(by: readonly string[], columns: readonly string[]): void {
  for (const name of by) {
    if (columns.includes(name)) continue;
    const near = nearest(name, columns);
    const hint = near === undefined ? `its columns are ${columns.join(", ")}` : `did you mean ${near}?`;
    throw new QueryError("syntax", `${name} is no column of this query`, 0, hint);
  }
}
