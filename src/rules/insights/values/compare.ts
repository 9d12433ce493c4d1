import type { Comparison } from "../syntax/ast.ts";
import { isTimestamp, numberOf } from "./value.ts";
import type { Value } from "./value.ts";

/** Compares two values; null where one of them is missing, or where they have no order. */
export function compared(operator: Comparison, left: Value, right: Value): boolean | null {
  if (left === null || right === null) return null;
  if (operator === "=") return equal(left, right);
  if (operator === "!=") return !equal(left, right);
  const order = orderOf(left, right);
  if (order === null) return null;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

/** Texts are equal as they are written; a number equals whatever reads as that number; a boolean also its name. */
export function equal(left: Value, right: Value): boolean {
  if (typeof left === "string" && typeof right === "string") return left === right;
  if (typeof left === "boolean") return equalsBoolean(left, right);
  if (typeof right === "boolean") return equalsBoolean(right, left);
  const number = numberOf(left);
  return number !== null && number === numberOf(right);
}

function equalsBoolean(truth: boolean, other: Value): boolean {
  if (typeof other === "string") return other === String(truth);
  if (other === null || isTimestamp(other)) return false;
  return Number(other) === Number(truth);
}

/** Below 0, 0 or above 0: by number where both read as numbers, by text where both are texts, else null. */
function orderOf(left: Value, right: Value): number | null {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return a - b;
  if (typeof left !== "string" || typeof right !== "string") return null;
  return left < right ? -1 : left > right ? 1 : 0;
}
