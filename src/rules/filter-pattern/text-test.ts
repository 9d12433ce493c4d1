import { compareDecimals } from "./decimal.ts";
import { isNumber } from "./literal.ts";
import type { Comparison, Literal } from "./pattern.ts";

/** Whether a text is what a value stands for: a star at either end is any text, a regex is searched for. */
export function fits(text: string, literal: Literal): boolean {
  if (literal.kind === "regex") return literal.regex.test(text);
  const { starts, inner, ends } = starred(literal.value);
  if (starts && ends) return text.includes(inner);
  if (starts) return text.endsWith(inner);
  return ends ? text.startsWith(inner) : text === inner;
}

/** A value without the stars at its ends. One star alone stands at both. */
export function starred(value: string): { starts: boolean; inner: string; ends: boolean } {
  const starts = value.startsWith("*");
  const ends = value.endsWith("*");
  return { starts, inner: value.slice(starts ? 1 : 0, ends && value.length > 1 ? -1 : undefined), ends };
}

/** @param order  below 0 where the left side is less, 0 where both are the same */
export function isOrdered(order: number, operator: Comparison): boolean {
  if (operator === "=") return order === 0;
  if (operator === "!=") return order !== 0;
  if (operator === "<") return order < 0;
  if (operator === ">") return order > 0;
  return operator === "<=" ? order <= 0 : order >= 0;
}

/** A column of a line: always text, but `<` and its kin take what reads as a number. */
export function tokenPasses(token: string, operator: Comparison, literal: Literal): boolean {
  if (operator === "=") return fits(token, literal);
  if (operator === "!=") return !fits(token, literal);
  return literal.kind === "number" && isNumber(token) && isOrdered(compareDecimals(token, literal.value), operator);
}
