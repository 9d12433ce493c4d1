import type { Json } from "../../../model/json.ts";
import type { Explanation } from "../../../model/rule.ts";
import { condition } from "../plan/expression.ts";
import { Scope } from "../plan/scope.ts";
import { parseStep, setStep } from "../plan/steps.ts";
import { newRow } from "../run/row.ts";
import type { Row, RunContext } from "../run/row.ts";
import type { LogRecord } from "../records/record.ts";
import { within } from "../syntax/ast.ts";
import type { Command, Expr } from "../syntax/ast.ts";
import { textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";

type Outcome = Omit<Explanation, "decided" | "parts"> & { parts: readonly Outcome[] };
type Judge = (row: Row) => Outcome;

/** Says how each part of the filters among some commands comes out on a record. */
export function explainer(
  commands: readonly Command[],
  text: string,
): (record: LogRecord, run: RunContext) => Explanation {
  const scope = new Scope();
  const steps = commands.map((command) => stepOf(command, scope, text));
  return (record, run) => {
    const row = newRow(record, 0, scope.size, run);
    const parts = steps.flatMap((step) => step(row) ?? []);
    const whole = parts.length === 1 ? parts[0]! : joined("and", text.trim(), parts);
    return decided(whole, true);
  };
}

function stepOf(command: Command, scope: Scope, text: string): (row: Row) => Outcome | undefined {
  if (command.command === "filter") return judgeOf(command.condition, scope, text);
  const sets: ((row: Row) => void)[] = [];
  if (command.command === "parse") sets.push(setOf(parseStep(command, scope)));
  if (command.command === "fields" || command.command === "display") {
    for (const { expr, alias } of command.items) {
      if (alias !== undefined) sets.push(setOf(setStep(expr, alias, { scope }).step));
    }
  }
  return (row) => {
    for (const set of sets) set(row);
    return undefined;
  };
}

function setOf(step: ReturnType<typeof parseStep>): (row: Row) => void {
  return step.kind === "set" ? step.set : () => {};
}

function judgeOf(expr: Expr, scope: Scope, text: string): Judge {
  const written = text.slice(expr.from, expr.to).replaceAll(/\s+/g, " ");
  if (expr.type === "logic") {
    const parts = expr.parts.map((part) => judgeOf(part, scope, text));
    return (row) =>
      joined(
        expr.operator,
        written,
        parts.map((part) => part(row)),
      );
  }
  const holds = condition(expr, { scope });
  const fields = [...new Set([...within(expr)].flatMap((each) => (each.type === "field" ? [each.name] : [])))];
  const reads = fields.map((name) => ({ field: name, value: scope.value(name) }));
  const inner = expr.type === "not" ? judgeOf(expr.operand, scope, text) : undefined;
  return (row) => ({
    kind: inner ? "not" : "check",
    text: written,
    result: holds(row) === true,
    seen: inner ? [] : reads.map(({ field, value }) => ({ field, ...seen(value(row)) })),
    parts: inner ? [inner(row)] : [],
  });
}

function seen(value: Value): { value?: Json } {
  if (value === null) return {};
  return { value: typeof value === "object" ? textOf(value)! : value };
}

function joined(kind: "and" | "or", text: string, parts: readonly Outcome[]): Outcome {
  const result = kind === "and" ? parts.every((part) => part.result) : parts.some((part) => part.result);
  return { kind, text, result, seen: [], parts };
}

/** A part decided where it came out as the whole did; of `not`, where the whole is decided by it. */
function decided(outcome: Outcome, isDeciding: boolean): Explanation {
  const parts = outcome.parts.map((part) =>
    decided(part, isDeciding && (outcome.kind === "not" || part.result === outcome.result)),
  );
  return { ...outcome, decided: isDeciding, parts };
}
