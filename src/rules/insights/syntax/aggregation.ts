import { isAggregate } from "./arguments.ts";
import { expressionsOf, partsOf, within } from "./ast.ts";
import type { Command, Expr } from "./ast.ts";
import { syntaxError } from "./error.ts";
import { sameExpression } from "./format.ts";

/** Refuses what stats cannot give one value of a group for. @throws QueryError */
export function checkSelected(expr: Expr): void {
  if (![...within(expr)].some(isAggregate)) {
    throw syntaxError("stats needs an aggregate here", expr.from, "for instance count(*), sum(field), max(field)");
  }
  const bare = bareField(expr);
  if (bare) {
    const hint = "put it into by, or into an aggregate such as latest(…)";
    throw syntaxError(`${bare.name} stands outside of an aggregate`, bare.from, hint);
  }
}

function bareField(expr: Expr): (Expr & { type: "field" }) | undefined {
  if (isAggregate(expr)) return undefined;
  if (expr.type === "field") return expr;
  for (const part of partsOf(expr)) {
    const found = bareField(part);
    if (found) return found;
  }
  return undefined;
}

/** Aggregates stand in stats, and in a sort that repeats one of the stats before. @throws QueryError */
export function checkAggregates(commands: readonly Command[]): void {
  let repeatable: readonly Expr[] = [];
  for (const command of commands) {
    if (command.command === "stats") {
      for (const { expr } of command.by) refuseAggregates(expr, "in by");
      repeatable = command.aggregates.filter(({ alias }) => alias === undefined).map(({ expr }) => expr);
    } else {
      for (const expr of expressionsOf(command)) {
        const repeats = command.command === "sort" && repeatable.some((each) => sameExpression(each, expr));
        if (!repeats) refuseAggregates(expr, `in ${command.command}`);
      }
    }
  }
}

function refuseAggregates(expr: Expr, where: string): void {
  const found = [...within(expr)].find(isAggregate);
  if (!found) return;
  const hint = `name it in stats (${found.name}(…) as n), then use the name`;
  throw syntaxError(`${found.name} is an aggregate and cannot stand ${where}`, found.from, hint);
}
