import { isJunction } from "../filter-pattern/pattern.ts";
import type { JsonCheck, JsonCondition, Pattern, Selector } from "../filter-pattern/pattern.ts";
import { ANY } from "../filter-pattern/pattern.ts";
import { starred } from "../filter-pattern/text-test.ts";
import { joined } from "./condition.ts";
import type { Asked, Claim, Test } from "./condition.ts";

/** @param text  the pattern as written */
export function askedByPattern(pattern: Pattern, text: string): Asked {
  if (pattern.kind === "json") return ofJson(pattern.condition, text);
  const asksNothing = pattern.kind === "terms" && pattern.terms.length === 0;
  if (asksNothing) return { kind: "constant", value: true };
  return { kind: "and", parts: [whole(text)] };
}

/** Terms and columns are about the line, not about fields. */
function whole(text: string): Claim {
  return {
    kind: "claim",
    field: "line",
    path: undefined,
    negated: false,
    test: { is: "other" },
    text,
    from: 0,
    to: text.length,
  };
}

function ofJson(condition: JsonCondition, text: string): Asked {
  if (!isJunction(condition)) return claimOf(condition, text);
  return joined(
    condition.kind,
    condition.parts.map((part) => ofJson(part, text)),
  );
}

function claimOf(check: JsonCheck, text: string): Claim {
  const { selector, from, to } = check;
  const isUnequal = check.test === "compare" && check.operator === "!=";
  return {
    kind: "claim",
    field: selector.text,
    path: pathOf(selector),
    negated: isUnequal || check.test === "not-exists",
    ...(isUnequal ? { needsValue: true } : {}),
    test: testOf(check),
    text: text.slice(from, to),
    from,
    to,
  };
}

function testOf(check: JsonCheck): Test {
  if (check.test === "not-exists") return { is: "exists" };
  if (check.test === "is")
    return check.what === null ? { is: "other" } : { is: "one-of", values: [String(check.what)] };
  const { operator, literal } = check;
  if ((operator !== "=" && operator !== "!=") || literal.kind === "regex") return { is: "other" };
  const { starts, ends, inner } = starred(literal.value);
  if (!starts && !ends) return { is: "one-of", values: [literal.value] };
  return inner === "" && operator === "=" ? { is: "exists" } : { is: "has", texts: [inner] };
}

/** Of any element there is no one path. */
function pathOf({ steps }: Selector): string | undefined {
  if (steps.includes(ANY)) return undefined;
  return steps
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at === 0 ? "" : "."}${String(step)}`))
    .join("");
}
