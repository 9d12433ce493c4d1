/** Epoch milliseconds that are printed as a date. */
export type Timestamp = { ms: number };

/** What a field or an expression is; null where there is nothing. All of it is plain JSON. */
export type Value = null | string | number | boolean | Timestamp;

export function isTimestamp(value: Value): value is Timestamp {
  return typeof value === "object" && value !== null;
}

/** A number that JSON can carry; null for what divisions by zero and domain errors leave. */
export function numberOr(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** `2026-03-14 09:10:00.000`, UTC; null outside of what dates can say. */
function stamp(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace("T", " ").replace("Z", "");
}

/** The value as results print it: booleans `1` and `0`, timestamps as dates, numbers in their shortest form. */
export function textOf(value: Value): string | null {
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "number" ? String(value) : stamp(value.ms);
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Longer texts are no numbers, only something to think about. */
const LONGEST_NUMBER = 400;
/** The character behind the digits. */
const COLON = 0x3a;

/** The number a value is, or reads as; null where it is none. Booleans are 1 and 0, timestamps milliseconds. */
export function numberOf(value: Value): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") {
    // Most texts are no numbers, and show it with their first character.
    const isCandidate = value.charCodeAt(0) < COLON && value.length <= LONGEST_NUMBER;
    return isCandidate && NUMBER.test(value) ? numberOr(Number(value)) : null;
  }
  return value === null ? null : value.ms;
}

/** What a value is where a condition is asked for: numbers other than 0 are true, texts say nothing. */
export function truthOf(value: Value): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" || value === null) return null;
  return (typeof value === "number" ? value : value.ms) !== 0;
}
