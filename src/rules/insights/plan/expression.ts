import { aggregateNamed } from "../aggregates/index.ts";
import { functionNamed } from "../functions/index.ts";
import type { Evaluate, Row } from "../run/row.ts";
import type { Arithmetic, Expr, ExprOf } from "../syntax/ast.ts";
import { numberOf, numberOr, textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { conditionOf } from "./condition.ts";
import type { Condition, OfMissing } from "./condition.ts";
import type { Scope } from "./scope.ts";

/** Where the result of an aggregate is kept; only stats has any. */
export type AggregateSlots = (call: ExprOf<"call">) => number | undefined;

/** What an expression is compiled against. */
export interface Names {
  scope: Scope;
  aggregates?: AggregateSlots;
}

/** Compiles an expression that gives a value. */
export function valueOf(expr: Expr, names: Names): Evaluate {
  switch (expr.type) {
    case "literal": {
      const { value } = expr;
      return () => value;
    }
    case "period":
      return () => null; // only functions that ask for a period are given one
    case "field":
      return names.scope.value(expr.name);
    case "call":
      return callOf(expr, names);
    case "negative": {
      const operand = numeric(expr.operand, names);
      return (row) => {
        const number = operand(row);
        return number === null ? null : -number;
      };
    }
    case "arithmetic":
      return arithmeticOf(expr, names);
    default:
      return condition(expr, names);
  }
}

/** Compiles an expression whose text is wanted, fields as the record spells them. */
function textual(expr: Expr, names: Names): (row: Row) => string | null {
  if (expr.type === "field") return names.scope.text(expr.name);
  const value = valueOf(expr, names);
  return (row) => textOf(value(row));
}

function numeric(expr: Expr, names: Names): (row: Row) => number | null {
  const value = valueOf(expr, names);
  return (row) => numberOf(value(row));
}

const ARITHMETIC: { [operator in Arithmetic]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

function arithmeticOf({ operator, left, right }: ExprOf<"arithmetic">, names: Names): Evaluate {
  const [a, b] = [numeric(left, names), numeric(right, names)];
  const calculate = ARITHMETIC[operator];
  return (row) => {
    const x = a(row);
    if (x === null) return null;
    const y = b(row);
    return y === null ? null : numberOr(calculate(x, y));
  };
}

function callOf(call: ExprOf<"call">, names: Names): Evaluate {
  const slot = aggregateNamed(call.name) && names.aggregates?.(call);
  if (slot !== undefined) return (row) => row.slots[slot] ?? null;
  const { ofText, period: place, readsTime, call: run } = functionNamed(call.name)!;
  const values = call.args.filter((_, at) => at !== place);
  const args: Evaluate[] = values.map((arg) => (ofText ? textual(arg, names) : valueOf(arg, names)));
  if (readsTime) args.unshift(names.scope.value("@timestamp"));
  const written = place === undefined ? undefined : call.args[place];
  const period = written?.type === "period" ? written.period : undefined;
  return (row) => run(valuesOf(args, row), row.run, period);
}

function valuesOf(args: readonly Evaluate[], row: Row): Value[] {
  return args.map((arg) => arg(row));
}

/** Compiles a condition. */
export function condition(expr: Expr, names: Names, ofMissing?: OfMissing): Condition {
  return conditionOf(expr, { value: (each) => valueOf(each, names), text: (each) => textual(each, names) }, ofMissing);
}
