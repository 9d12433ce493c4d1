import { numberOf, textOf } from "./value.ts";
import type { Value } from "./value.ts";

const ZERO = 0x30;
const NINE = 0x39;

/**
 * The order of `sort`, ascending: what is missing, then texts, then what reads as a number by its value.
 * Source: "sort", CloudWatch Logs User Guide (natural order).
 */
export function naturalOrder(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === null || right === null) {
    return left === null && right === null ? textOrder(a as string, b as string) : left === null ? -1 : 1;
  }
  if (left !== right) return left < right ? -1 : 1;
  return typeof a === "string" || typeof b === "string" ? byCodeUnit(textOf(a) ?? "", textOf(b) ?? "") : 0;
}

/** Runs of digits compare by length, then value; everything else character by character. */
function textOrder(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a.codePointAt(i)!, b.codePointAt(j)!];
    if (isDigit(x) && isDigit(y)) {
      const [digits, others] = [endOfDigits(a, i), endOfDigits(b, j)];
      const order = digits - i - (others - j) || byCodeUnit(a.slice(i, digits), b.slice(j, others));
      if (order !== 0) return order;
      [i, j] = [digits, others];
      continue;
    }
    // A run of digits stands where its digit 0 would.
    const order = (isDigit(x) ? ZERO : x) - (isDigit(y) ? ZERO : y);
    if (order !== 0) return order;
    i += x > 0xffff ? 2 : 1;
    j += y > 0xffff ? 2 : 1;
  }
  return a.length - i - (b.length - j);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
