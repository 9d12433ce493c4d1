import { sourceAt } from "../../lib/json-source.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { compareDecimals } from "./decimal.ts";
import { ANY } from "./pattern.ts";
import type { JsonCheck, JsonCondition, Step } from "./pattern.ts";
import { fits, isOrdered } from "./text-test.ts";

/** The record of a line; undefined where the line is not one JSON object. */
export function recordOf(line: string): JsonObject | undefined {
  if (!/^[ \t\r\n]*\{/.test(line)) return undefined;
  try {
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param text  what `record` was parsed from: the spelling of its numbers comes from there */
export function holds(condition: JsonCondition, record: JsonObject, text: string): boolean {
  if (condition.kind === "check") return checkHolds(condition, record, text);
  if (condition.kind === "and") return condition.parts.every((part) => holds(part, record, text));
  return condition.parts.some((part) => holds(part, record, text));
}

/** What is missing fails every test but NOT EXISTS, and so does null all but IS NULL; lists and objects fail all. */
export function checkHolds(check: JsonCheck, record: JsonObject, text: string): boolean {
  const { steps } = check.selector;
  if (steps.includes(ANY)) {
    const found = resolved(record, steps);
    if (check.test === "not-exists") return found.length === 0;
    return found.some(({ value, path }) => valuePasses(value, path, check, text));
  }
  let value: Json | undefined = record;
  for (const step of steps) if (value !== undefined) value = member(value, step);
  if (value === undefined || check.test === "not-exists") return value === undefined && check.test === "not-exists";
  return valuePasses(value, steps, check, text);
}

function valuePasses(value: Json, path: readonly Step[], check: JsonCheck, text: string): boolean {
  if (check.test === "is") return value === check.what;
  if (check.test === "not-exists") return false;
  const { operator, literal } = check;
  const source = () => sourceAt(text, path.map(String)) ?? JSON.stringify(value);
  if (typeof value === "number" && literal.kind === "number") {
    const order = orderOf(value, literal.value, source);
    return isOrdered(order, operator);
  }
  if (typeof value !== "string" && typeof value !== "number") return false;
  if (operator !== "=" && operator !== "!=") return false;
  return fits(typeof value === "number" ? source() : value, literal) === (operator === "=");
}

/** How it is spelled is asked only where the doubles are the same. */
function orderOf(value: number, literal: string, source: () => string): number {
  const rough = value - Number(literal);
  return rough < 0 || rough > 0 ? rough : compareDecimals(source(), literal);
}

export interface Resolved {
  value: Json;
  path: readonly Step[];
}

/** The values a selector leads to, with where they are: one or none, more where it asks for any element. */
export function resolved(record: JsonObject, steps: readonly Step[]): Resolved[] {
  let found: Resolved[] = [{ value: record, path: [] }];
  for (const step of steps) found = found.flatMap((each) => stepped(each, step));
  return found;
}

function stepped({ value, path }: Resolved, step: Step): Resolved[] {
  if (step === ANY) {
    return Array.isArray(value) ? value.map((element, at) => ({ value: element, path: [...path, at] })) : [];
  }
  const next = member(value, step);
  return next === undefined ? [] : [{ value: next, path: [...path, step] }];
}

function member(value: Json, step: Step): Json | undefined {
  if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
  return typeof step === "string" && isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
