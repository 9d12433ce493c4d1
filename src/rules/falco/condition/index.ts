import { bindField, isKnownField } from "../fields/index.ts";
import type { Condition } from "./ast.ts";
import { compile } from "./compile.ts";
import type { CompileSettings, CompiledCondition } from "./compile.ts";
import type { FieldLookup } from "./lookup.ts";

export type { Check, Condition, Constant, Field, Operand, Transformer } from "./ast.ts";
export type { CompiledCondition, Macro } from "./compile.ts";
export { ConditionError } from "./condition-error.ts";
export type { ConditionProblem } from "./condition-error.ts";
export { checksIn, macrosIn } from "./condition-parts.ts";
export { formatCondition, formatOperand } from "./format.ts";
export { parseCondition } from "./parse.ts";
export type { ConditionWarning } from "./scope.ts";

const FIELDS: FieldLookup = { bind: bindField, isKnown: isKnownField };

/**
 * Makes a predicate of a parsed condition, over the fields of its source.
 * @throws ConditionError with all that is wrong, in the condition and in the macros it uses
 */
export function compileCondition(
  condition: Condition,
  { fields = FIELDS, ...settings }: Omit<CompileSettings, "fields"> & { fields?: FieldLookup },
): CompiledCondition {
  return compile(condition, { ...settings, fields });
}
