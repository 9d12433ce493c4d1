import type { Event } from "../../../model/event.ts";
import type { Explanation } from "../../../model/rule.ts";
import type { Json } from "../../../model/json.ts";
import type { FieldValue } from "../fields/field.ts";
import type { Check, Constant, Operand } from "./ast.ts";
import { bindOperand } from "./bind-operand.ts";
import type { BoundOperand } from "./bound-operand.ts";
import { constantTest } from "./constants.ts";
import { demandOf } from "./demand.ts";
import type { Demand } from "./demand.ts";
import { recordScreen } from "./needles.ts";
import { OPERATORS, shapeOf, takesModifier } from "./operators.ts";
import type { Part } from "./part.ts";
import type { Scope } from "./scope.ts";
import { isUnseen } from "../fields/index.ts";
import { lacksAnyOf } from "./unseen-paths.ts";
import { pairTest } from "./value-tests.ts";
import { warnOf } from "./warnings.ts";

/** @returns undefined where it does not load; the scope then holds why */
export function compileCheck(check: Check, scope: Scope): Part | undefined {
  const left = bindOperand(check.left, scope);
  const fits = left !== undefined && operatorFits(check, left, scope);
  const right = check.right && isOperand(check.right) ? bindOperand(check.right, scope) : undefined;
  if (!left || !fits) return undefined;
  const plain = test(check, left, right, scope);
  if (!plain) return undefined;
  const demand = demandOf(check, scope.source);
  const holds = screened(check, demand, plain);
  const operands = right ? [left, right] : [left];
  const reads = [...new Set(operands.flatMap((operand) => operand.reads))];
  const judge = judged(check, left, right, holds);
  const text = scope.text.slice(check.from, check.to);
  return {
    holds,
    judge,
    explain: (event, unseen) => ({
      kind: "check",
      text,
      result: judge(event, unseen),
      decided: false,
      seen: operands.flatMap((operand) => seen(operand, event)),
      parts: [],
    }),
    reads,
    demand,
    checks: 1,
    height: 1,
  };
}

function isOperand(right: Constant | Operand): right is Operand {
  return right.kind === "field" || right.kind === "transformer";
}

function operatorFits(
  { left, operator, modifier, from, to }: Check,
  { type, isList, name }: BoundOperand,
  scope: Scope,
) {
  const { takes, refused } = OPERATORS[operator]!;
  const shape = shapeOf(type, isList);
  const what = shape === "text" ? "a text" : `a ${shape}`;
  if (!takes.includes(shape)) {
    const hint = shape === "list" ? "ask a list with `in (…)`, `intersects (…)` or `exists`" : undefined;
    const why = refused ?? `${name} is ${what}`;
    scope.problem(
      { from, to },
      `\`${operator}\` cannot be asked of ${left.kind === "field" ? name : "this"}: ${why}`,
      hint,
    );
    return false;
  }
  if (!modifier || takesModifier(operator, shape)) return true;
  scope.problem({ from, to }, `\`${operator} ${modifier}\` cannot be asked of ${name}, which is ${what}`);
  return false;
}

function test(
  check: Check,
  left: BoundOperand,
  right: BoundOperand | undefined,
  scope: Scope,
): Part["holds"] | undefined {
  const { operator, right: written } = check;
  const shape = shapeOf(left.type, left.isList);
  if (!written) return (event) => left.read(event) !== undefined;
  if (!isOperand(written)) {
    warnOf(check, written, scope);
    const passes = constantTest(check, written, shape, scope);
    return passes && ((event) => holdsFor(passes, left.read(event)));
  }
  if (!right) return undefined;
  const wrong = mismatch(operator, left, right);
  if (wrong !== undefined) {
    scope.problem(written, wrong);
    return undefined;
  }
  const passes = pairTest(operator, shape);
  return (event) => {
    const value = left.read(event);
    const other = value === undefined ? undefined : right.read(event);
    return other !== undefined && passes(value, other);
  };
}

/** What is searched is often long, and has to be put together: a look at the record is cheaper. */
function screened({ operator }: Check, { needles }: Demand, holds: Part["holds"]): Part["holds"] {
  if (!needles || (operator !== "contains" && operator !== "regex")) return holds;
  const mayHold = recordScreen(needles);
  return (event) => mayHold(event.text) && holds(event);
}

function holdsFor(passes: (value: FieldValue) => boolean, value: FieldValue): boolean {
  return value !== undefined && passes(value);
}

function mismatch(operator: string, left: BoundOperand, right: BoundOperand): string | undefined {
  if (!OPERATORS[operator]!.fields) return `\`${operator}\` takes constants only`;
  if (left.isList !== right.isList) {
    const [list, scalar] = left.isList ? [left, right] : [right, left];
    return `${list.name} is a list and ${scalar.name} is not: they cannot be compared`;
  }
  if (left.type === right.type) return undefined;
  return `${left.name} is a ${left.type} and ${right.name} a ${right.type}: they cannot be compared`;
}

/** What is there of an unseen value shows only that it exists, or that one of its elements is wanted. */
function judged(
  check: Check,
  left: BoundOperand,
  right: BoundOperand | undefined,
  holds: Part["holds"],
): Part["judge"] {
  const isPlain = check.left.kind === "field";
  const tellsByPart = isPlain && (check.operator === "exists" || (check.operator === "intersects" && left.isList));
  const lacksLeft = lacksAnyOf(left.reads);
  const lacksRight = lacksAnyOf(right?.reads ?? []);
  return (event, unseen) => {
    if (lacksRight(event, unseen)) return "unknown";
    if (!lacksLeft(event, unseen)) return holds(event);
    return tellsByPart && holds(event) ? true : "unknown";
  };
}

function seen(operand: BoundOperand, event: Event): Explanation["seen"] {
  const below = operand.from.flatMap((each) => (each.reads.length === 0 ? [] : seen(each, event)));
  const value = jsonOf(operand.read(event));
  const hidden = isUnseen(operand.reads, event) ? { unseen: true as const } : {};
  return [{ field: operand.name, ...(value === undefined ? {} : { value }), ...hidden }, ...below];
}

function jsonOf(value: FieldValue): Json | undefined {
  if (typeof value === "bigint") return value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  return typeof value === "object" ? [...value] : value;
}
