import { AppError } from "../../../model/errors.ts";
import type { Check, Constant } from "./ast.ts";
import { OPERATORS } from "./operators.ts";
import type { Shape } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { listTest, modifiedTest, scalarTest } from "./value-tests.ts";
import type { Scalar, ValueTest } from "./value-tests.ts";

const LARGEST = 2n ** 64n - 1n;

export function constantsOf(right: Constant): readonly string[] {
  if (right.kind === "list") return right.values;
  return [right.kind === "number" ? right.text : right.value];
}

/** The test of a check whose right side is constant; undefined where it does not load. */
export function constantTest(check: Check, right: Constant, shape: Shape, scope: Scope): ValueTest | undefined {
  const values = constantsOf(right).map((text) => scalar(text, right, shape, scope));
  if (values.includes(undefined)) return undefined;
  const constants = values as Scalar[];
  const { operator, modifier } = check;
  try {
    if (OPERATORS[operator]!.lists) return listTest(operator, shape, constants);
    const tests = constants.map((constant) => scalarTest(operator, constant));
    return modifier ? modifiedTest(modifier, tests) : tests[0];
  } catch (error) {
    const { message, hint } = AppError.from(error);
    scope.problem(right, message, hint);
    return undefined;
  }
}

function scalar(text: string, right: Constant, shape: Shape, scope: Scope): Scalar | undefined {
  if (shape === "number") {
    const value = /^\+?[0-9]+$/.test(text) && text.length < 100 ? BigInt(text.replace("+", "")) : undefined;
    if (value !== undefined && value <= LARGEST) return value;
    scope.problem(
      right,
      `\`${text}\` is not a number that can be compared here`,
      `write a whole number from 0 to ${LARGEST}`,
    );
    return undefined;
  }
  if (shape !== "boolean") return text;
  if (text === "true" || text === "false") return text === "true";
  scope.problem(right, `\`${text}\` is not a boolean`, "write `true` or `false`");
  return undefined;
}
