import { isJunction } from "../pattern.ts";
import type { JsonCheck, JsonCondition, Span, Tree } from "../pattern.ts";

/** All checks of a condition, in order. */
export function checksOf<C extends Span & { kind: "check" }>(condition: Tree<C>): C[] {
  return isJunction(condition) ? condition.parts.flatMap((part) => checksOf(part)) : [condition];
}

/** Parts joined by the same sign, those of inner brackets with it too. */
export function chainOf(kind: "and" | "or", condition: JsonCondition): JsonCondition[] {
  return condition.kind === kind ? condition.parts.flatMap((part) => chainOf(kind, part)) : [condition];
}

/** The same for conditions that mean the same as far as their writing tells. */
export function meaning(condition: JsonCondition): string {
  if (condition.kind !== "check") return `(${condition.parts.map(meaning).join(` ${condition.kind} `)})`;
  return `${condition.selector.steps.map(String).join("\u0000")} ${testOf(condition)}`;
}

function testOf(check: JsonCheck): string {
  if (check.test === "is") return `is ${check.what}`;
  if (check.test === "not-exists") return check.test;
  const { operator, literal } = check;
  return `${operator} ${literal.kind} ${literal.kind === "regex" ? literal.source : literal.value}`;
}
