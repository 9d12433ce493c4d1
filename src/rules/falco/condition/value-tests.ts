import type { FieldValue } from "../fields/field.ts";
import type { Shape } from "./operators.ts";
import { pathPrefix } from "./path-prefix.ts";
import { posixRegex } from "./posix-regex.ts";
import { shellPattern } from "./shell-pattern.ts";
import { asciiLower, byteOrder } from "./text-order.ts";

export type ValueTest = (value: FieldValue) => boolean;
type TextTest = (value: string) => boolean;

/** Operators that ask one constant of a text. */
const OF_TEXT: { readonly [operator: string]: (constant: string) => TextTest } = {
  "=": (constant) => (value) => value === constant,
  "!=": (constant) => (value) => value !== constant,
  "<": (constant) => (value) => byteOrder(value, constant) < 0,
  "<=": (constant) => (value) => byteOrder(value, constant) <= 0,
  ">": (constant) => (value) => byteOrder(value, constant) > 0,
  ">=": (constant) => (value) => byteOrder(value, constant) >= 0,
  contains: (constant) => (value) => value.includes(constant),
  icontains: (constant) => withoutCase(asciiLower(constant)),
  startswith: (constant) => (value) => value.startsWith(constant),
  endswith: (constant) => (value) => value.endsWith(constant),
  glob: (constant) => shellPattern(constant),
  iglob: (constant) => shellPattern(constant, true),
  regex: (constant) => posixRegex(constant),
};

function withoutCase(lower: string): TextTest {
  return (value) => asciiLower(value).includes(lower);
}

/** Operators between two numbers. */
const OF_NUMBERS: { readonly [operator: string]: (left: bigint, right: bigint) => boolean } = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  in: (left, right) => left === right,
  intersects: (left, right) => left === right,
};

export type Scalar = string | bigint | boolean;

/** A test of one value by one constant of its type. @throws AppError "rule.invalid" for a bad regular expression */
export function scalarTest(operator: string, constant: Scalar): ValueTest {
  if (typeof constant === "string") return OF_TEXT[operator]!(constant) as ValueTest;
  if (typeof constant === "boolean") return (value) => (value === constant) === (operator !== "!=");
  const compare = OF_NUMBERS[operator]!;
  return (value) => compare(value as bigint, constant);
}

/** A test of one value, or of a list, by several constants. */
export function listTest(operator: string, shape: Shape, constants: readonly Scalar[]): ValueTest {
  if (operator === "pmatch") return pathPrefix(constants as string[]) as ValueTest;
  const [only] = constants;
  if (shape !== "list" && constants.length === 1) return (value) => value === only;
  const set: ReadonlySet<FieldValue> = new Set(constants);
  if (shape !== "list") return (value) => set.has(value);
  return operator === "in" ? (value) => allIn(value as string[], set) : (value) => someIn(value as string[], set);
}

function allIn(values: readonly string[], set: ReadonlySet<FieldValue>): boolean {
  for (const value of values) if (!set.has(value)) return false;
  return true;
}

function someIn(values: readonly string[], set: ReadonlySet<FieldValue>): boolean {
  for (const value of values) if (set.has(value)) return true;
  return false;
}

/** A test by how many of the constants satisfy the operator; with none it is false. */
export function modifiedTest(modifier: "oneof" | "anyof" | "allof", tests: readonly ValueTest[]): ValueTest {
  if (modifier === "anyof") return (value) => tests.some((test) => test(value));
  if (modifier === "allof") return (value) => tests.length > 0 && tests.every((test) => test(value));
  return (value) => tests.reduce((count, test) => count + Number(test(value)), 0) === 1;
}

/** A test between two values of the same shape, both there. */
export function pairTest(operator: string, shape: Shape): (left: FieldValue, right: FieldValue) => boolean {
  if (shape === "list") {
    const within = operator === "in" ? allIn : someIn;
    return (left, right) => within(left as string[], new Set(right as string[]));
  }
  const scalar = operator === "in" || operator === "intersects" ? "=" : operator;
  return (left, right) => scalarTest(scalar, right as Scalar)(left);
}
