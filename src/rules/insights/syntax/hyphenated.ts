import type { Expr } from "./ast.ts";

/** The name that a subtraction of two fields may be; undefined for everything else. */
export function hyphenatedName(expr: Expr): string | undefined {
  if (expr.type !== "arithmetic" || expr.operator !== "-") return undefined;
  const { left, right } = expr;
  const first = left.type === "field" ? left.name : hyphenatedName(left);
  return first !== undefined && right.type === "field" && right.from === left.to + 1
    ? `${first}-${right.name}`
    : undefined;
}
