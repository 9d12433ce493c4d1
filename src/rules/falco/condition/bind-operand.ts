import type { Event } from "../../../model/event.ts";
import type { FieldValue } from "../fields/field.ts";
import type { Field, Operand, Transformer, TransformerArgument } from "./ast.ts";
import { visible } from "./bound-operand.ts";
import type { BoundOperand } from "./bound-operand.ts";
import { formatOperand } from "./format.ts";
import type { Scope } from "./scope.ts";
import { applyTransformer, transformedShape } from "./transformers.ts";

/** @returns undefined where it does not load; the scope then holds why */
export function bindOperand(operand: Operand, scope: Scope): BoundOperand | undefined {
  return operand.kind === "field" ? bindField(operand, scope) : bindTransformer(operand, scope);
}

function bindField(field: Field, scope: Scope): BoundOperand | undefined {
  const { name, argument } = field;
  const bound = scope.fields.bind(scope.source, name, argument);
  if (!("extract" in bound)) {
    const unknown = scope.fields.isKnown(scope.source, name) ? {} : { unknownField: name };
    scope.problem(field, bound.message, bound.hint, unknown);
    return undefined;
  }
  const { type, isList, reads } = bound;
  return { type, isList, name: formatOperand(field), reads, from: [], read: (event) => visible(bound.extract(event)) };
}

function bindTransformer(operand: Transformer, scope: Scope): BoundOperand | undefined {
  const { name } = operand;
  const values = operand.arguments.map((argument) => bindArgument(argument, scope));
  if (values.includes(undefined)) return undefined;
  const bound = values as BoundOperand[];
  const shape = transformedShape(name, bound);
  if (typeof shape === "string") {
    scope.problem(operand, `${name}() ${shape}, not (${bound.map(described).join(", ")})`);
    return undefined;
  }
  const read = (event: Event) => applyTransformer(name, valuesOf(bound, event));
  return { ...shape, name: formatOperand(operand), reads: readsOf(bound), from: bound, read };
}

function described({ name, type, isList }: BoundOperand): string {
  const what = type === "string" ? "text" : type;
  return `${name}: ${isList ? `list of ${what}` : what}`;
}

function readsOf(values: readonly BoundOperand[]): readonly string[] {
  return [...new Set(values.flatMap(({ reads }) => reads))];
}

function valuesOf(values: readonly BoundOperand[], event: Event): FieldValue[] {
  return values.map((value) => value.read(event));
}

function bindArgument(argument: TransformerArgument, scope: Scope): BoundOperand | undefined {
  if (argument.kind === "field" || argument.kind === "transformer") return bindOperand(argument, scope);
  if (argument.kind === "string") return constant(argument.value);
  if (argument.kind === "list") return bindList(argument, scope);
  scope.problem(argument, "a transformer takes fields and texts, not numbers", "put it in quotes");
  return undefined;
}

/** Absent where one of its elements is. */
function bindList(list: Extract<TransformerArgument, { kind: "list" }>, scope: Scope): BoundOperand | undefined {
  const items = list.values.map((item) => bindArgument(item, scope));
  if (items.includes(undefined)) return undefined;
  const bound = items as BoundOperand[];
  const wrong = bound.findIndex(({ type, isList }) => type !== "string" || isList);
  if (wrong !== -1) {
    scope.problem(list.values[wrong]!, `a list holds texts, and ${bound[wrong]!.name} is none`);
    return undefined;
  }
  const read = (event: Event) => {
    const values = valuesOf(bound, event);
    return values.length === 0 || values.includes(undefined) ? undefined : (values as string[]);
  };
  return { type: "string", isList: true, name: "(…)", reads: readsOf(bound), from: bound, read };
}

function constant(value: string): BoundOperand {
  return { type: "string", isList: false, name: JSON.stringify(value), reads: [], from: [], read: () => value };
}
