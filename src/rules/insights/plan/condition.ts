import type { Evaluate, Row } from "../run/row.ts";
import type { Expr, ExprOf } from "../syntax/ast.ts";
import { within } from "../syntax/ast.ts";
import { compared, equal } from "../values/compare.ts";
import { searchRegex } from "../values/search-regex.ts";
import { truthOf } from "../values/value.ts";

/** True, false, or null where something missing keeps it from being told (Kleene's logic). */
export type Condition = (row: Row) => boolean | null;

/** Compiles the operands of conditions. */
export interface Operands {
  value(expr: Expr): Evaluate;
  text(expr: Expr): (row: Row) => string | null;
}

/**
 * What a comparison with something missing says: "nothing" is the language's rule; "let-pass" takes every negated
 * comparison for met, to tell which rows are dropped for nothing else.
 */
export type OfMissing = "nothing" | "let-pass";

/**
 * Compiles an expression that is a condition.
 * @param positive  not within an odd number of `not`
 */
export function conditionOf(
  expr: Expr,
  operands: Operands,
  ofMissing: OfMissing = "nothing",
  positive = true,
): Condition {
  switch (expr.type) {
    case "logic":
      return logic(
        expr.operator,
        expr.parts.map((part) => conditionOf(part, operands, ofMissing, positive)),
      );
    case "not": {
      const operand = conditionOf(expr.operand, operands, ofMissing, !positive);
      return (row) => negated(operand(row));
    }
    case "comparison":
      return passing(comparison(expr, operands), expr.operator === "!=", ofMissing, positive);
    case "like":
      return passing(like(expr, operands), expr.negated, ofMissing, positive);
    case "in":
      return passing(member(expr, operands), expr.negated, ofMissing, positive);
    default: {
      const value = operands.value(expr);
      return (row) => truthOf(value(row));
    }
  }
}

/** Whether an expression negates anything: only then can something missing have kept a row from passing. */
export function negates(expr: Expr): boolean {
  return [...within(expr)].some(
    (each) =>
      each.type === "not" ||
      (each.type === "comparison" && each.operator === "!=") ||
      ((each.type === "like" || each.type === "in") && each.negated),
  );
}

function negated(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function passing(condition: Condition, isNegated: boolean, ofMissing: OfMissing, positive: boolean): Condition {
  if (ofMissing === "nothing" || isNegated !== positive) return condition;
  return (row) => condition(row) ?? positive;
}

function logic(operator: "and" | "or", parts: readonly Condition[]): Condition {
  const decisive = operator === "or";
  return (row) => {
    let result: boolean | null = !decisive;
    for (const part of parts) {
      const value = part(row);
      if (value === decisive) return decisive;
      if (value === null) result = null;
    }
    return result;
  };
}

function comparison({ operator, left, right }: ExprOf<"comparison">, operands: Operands): Condition {
  const a = operands.value(left);
  if (operator === "=" && right.type === "literal") {
    const literal = right.value;
    return (row) => {
      const value = a(row);
      return value === null ? null : equal(value, literal);
    };
  }
  const b = operands.value(right);
  return (row) => compared(operator, a(row), b(row));
}

function like({ operand, pattern, negated: isNegated }: ExprOf<"like">, operands: Operands): Condition {
  const text = operands.text(operand);
  const test = "text" in pattern ? (value: string) => value.includes(pattern.text) : searchRegex(pattern).test;
  return (row) => {
    const value = text(row);
    return value === null ? null : test(value) !== isNegated;
  };
}

function member({ operand, list, negated: isNegated }: ExprOf<"in">, operands: Operands): Condition {
  const value = operands.value(operand);
  const texts = new Set(
    list.flatMap((each) => (each.type === "literal" && typeof each.value === "string" ? each.value : [])),
  );
  const elements = list.map((each) => operands.value(each));
  return (row) => {
    const searched = value(row);
    if (searched === null) return null;
    if (typeof searched === "string" && texts.has(searched)) return !isNegated;
    let result: boolean | null = false;
    for (const element of elements) {
      const other = element(row);
      if (other === null) result = null;
      else if (equal(searched, other)) return !isNegated;
    }
    return result === null ? null : isNegated;
  };
}
