import { formatCondition, formatOperand } from "../falco/condition/index.ts";
import type { Check, Condition, Constant, Operand } from "../falco/condition/index.ts";
import { bindField } from "../falco/fields/index.ts";
import type { FalcoSource } from "../falco/fields/field.ts";
import { joined, opposite } from "./condition.ts";
import type { Asked, Claim, Place, Test } from "./condition.ts";

/** What a Falco condition is read with. */
export interface FalcoScope {
  source: FalcoSource;
  macros: ReadonlyMap<string, { condition: Condition }>;
}

/** Macros put in; what stands in them stands where they are used. */
export function askedByFalco(condition: Condition, scope: FalcoScope, used?: Place): Asked {
  switch (condition.kind) {
    case "and":
    case "or":
      return joined(
        condition.kind,
        condition.parts.map((part) => askedByFalco(part, scope, used)),
      );
    case "not":
      return opposite(askedByFalco(condition.part, scope, used));
    case "macro": {
      const { name, from, to } = condition;
      const macro = scope.macros.get(name);
      // What does not load is named elsewhere.
      return macro
        ? askedByFalco(macro.condition, scope, used ?? { from, to, macro: name })
        : { kind: "and", parts: [] };
    }
    default:
      return claimOf(condition, scope.source, used);
  }
}

function claimOf(check: Check, source: FalcoSource, used: Place | undefined): Claim {
  const { from, to } = check;
  const bound = check.left.kind === "field" ? bindField(source, check.left.name, check.left.argument) : undefined;
  const field = bound && "extract" in bound ? bound : undefined;
  return {
    kind: "claim",
    field: formatOperand(check.left),
    path: field?.reads.length === 1 ? field.reads[0] : undefined,
    negated: check.operator === "!=",
    ...(check.operator === "!=" ? { needsValue: true } : {}),
    test: testOf(check, field?.isList ?? false),
    text: formatCondition(check),
    readsJson: true,
    ...(used ?? { from, to }),
  };
}

const PARTS: ReadonlySet<string> = new Set(["contains", "startswith", "endswith"]);

function testOf({ operator, right }: Check, isList: boolean): Test {
  if (operator === "exists") return { is: "exists" };
  const values = textsOf(right);
  if (values === undefined) return { is: "other" };
  if (PARTS.has(operator)) return { is: "has", texts: values };
  const isEquality = operator === "=" || operator === "!=" || operator === "in";
  return isEquality && !isList ? { is: "one-of", values } : { is: "other" };
}

function textsOf(right: Constant | Operand | undefined): readonly string[] | undefined {
  if (right?.kind === "string") return [right.value];
  if (right?.kind === "number") return [right.text];
  return right?.kind === "list" ? right.values : undefined;
}
