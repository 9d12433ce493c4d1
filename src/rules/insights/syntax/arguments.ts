import { nearest } from "../../../lib/nearest.ts";
import { aggregateNamed, aggregates } from "../aggregates/index.ts";
import type { AggregateDefinition } from "../aggregates/signature.ts";
import { functionNamed, functions } from "../functions/index.ts";
import { within } from "./ast.ts";
import type { Expr, ExprOf } from "./ast.ts";
import { outOfScope, syntaxError } from "./error.ts";
import type { QueryError } from "./error.ts";
import { FUNCTIONS_OUT_OF_SCOPE } from "./names.ts";

/** @throws QueryError where a call has too few, too many or wrong arguments */
export function checkArguments(call: ExprOf<"call">): void {
  const aggregate = aggregateNamed(call.name);
  if (aggregate) return checkAggregate(call, aggregate);
  const { arity, usage } = functionNamed(call.name)!;
  const [fewest, most] = arity;
  if (call.star) throw syntaxError(`* is no argument of ${call.name}`, call.from, `write ${usage}`);
  if (call.args.length < fewest || call.args.length > most) throw wrongNumber(call, usage);
}

function checkAggregate(call: ExprOf<"call">, { name, usage, ofRows, parameter }: AggregateDefinition): void {
  const nested = call.args.flatMap((arg) => [...within(arg)]).find(isAggregate);
  if (nested) throw syntaxError(`${name} cannot hold another aggregate`, nested.from, "chain a second stats");
  if (ofRows && call.args.length === 0) return;
  if (call.star) throw syntaxError(`* is no argument of ${name}`, call.from, `write ${usage}`);
  if (call.args.length !== (parameter ? 2 : 1)) throw wrongNumber(call, usage);
  if (!parameter) return;
  const second = call.args[1]!;
  const value = second.type === "literal" ? second.value : undefined;
  if (typeof value === "number" && value >= parameter.least && value <= parameter.most) return;
  const bounds = `a number from ${parameter.least} to ${parameter.most}`;
  throw syntaxError(`the second argument of ${name} is ${parameter.what}: ${bounds}`, second.from);
}

function wrongNumber(call: ExprOf<"call">, usage: string): QueryError {
  const count = call.args.length === 1 ? "one argument does" : `${call.args.length} arguments do`;
  return syntaxError(`${count} not fit ${call.name}`, call.from, `write ${usage}`);
}

/** Whether an expression is itself an aggregate. */
export function isAggregate(expr: Expr): expr is ExprOf<"call"> {
  return expr.type === "call" && aggregateNamed(expr.name) !== undefined;
}

/** What to say of a function that is not known here. */
export function unknownFunction(written: string, offset: number): QueryError {
  const why = FUNCTIONS_OUT_OF_SCOPE.get(written.toLowerCase());
  if (why !== undefined) return outOfScope(written, `${written} is not evaluated here: ${why}`, offset);
  const near = nearest(
    written,
    [...functions, ...aggregates].map(({ name }) => name),
  );
  const hint = near === undefined ? "docs/query.md lists the functions" : `did you mean ${near}?`;
  return syntaxError(`unknown function ${written}`, offset, hint);
}
