import { placeAt } from "../../files/traced.ts";
import type { Operand, TransformerArgument } from "../condition/ast.ts";
import { checksIn, ConditionError, parseCondition } from "../condition/index.ts";
import type { Field } from "../condition/index.ts";
import type { FalcoSource } from "../fields/field.ts";
import { bindField } from "../fields/index.ts";
import type { Exception } from "./exceptions.ts";
import { exceptionFields } from "./exception-text.ts";
import type { ExceptionProblem } from "./exception-operators.ts";
import type { FalcoSettings } from "./settings.ts";

/** Fields of exceptions that the source does not have; those without values are looked at too. */
export function unknownExceptionFields(
  exceptions: readonly Exception[],
  source: FalcoSource,
  settings: FalcoSettings,
): ExceptionProblem[] {
  return exceptionFields(exceptions).flatMap((written) => {
    const place = placeAt(written, 0);
    const fields = fieldsOf(written.text);
    if (fields === undefined) return [{ place, message: `\`${written.text}\` is no field` }];
    return fields.flatMap(({ name, argument }) => {
      const bound = bindField(source, name, argument, settings.fields);
      if ("extract" in bound) return [];
      return [{ place, message: bound.message, ...(bound.hint !== undefined && { hint: bound.hint }) }];
    });
  });
}

/** The fields of a field or transformer as exceptions name it; undefined where the text is neither. */
function fieldsOf(text: string): Field[] | undefined {
  try {
    const condition = parseCondition(`${text} exists`);
    const [check] = checksIn(condition);
    return condition.kind === "check" && check?.operator === "exists" ? fieldsIn(check.left) : undefined;
  } catch (error) {
    if (error instanceof ConditionError) return undefined;
    throw error;
  }
}

function fieldsIn(operand: Operand | TransformerArgument): Field[] {
  if (operand.kind === "field") return [operand];
  if (operand.kind === "transformer") return operand.arguments.flatMap(fieldsIn);
  return operand.kind === "list" ? operand.values.flatMap(fieldsIn) : [];
}
