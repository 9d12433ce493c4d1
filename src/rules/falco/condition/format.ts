import type { Check, Condition, Constant, Operand, TransformerArgument } from "./ast.ts";
import { inQuotes } from "./quoted.ts";

/** A condition as text that parses to the same condition. */
export function formatCondition(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts
        .map((part) => bracketed(part, part.kind === "and" || part.kind === "or"))
        .join(` ${condition.kind} `);
    case "not":
      return `not ${bracketed(condition.part, condition.part.kind !== "macro" && condition.part.kind !== "check")}`;
    case "macro":
      return condition.name;
    default:
      return check(condition);
  }
}

function bracketed(condition: Condition, inParentheses: boolean): string {
  return inParentheses ? `(${formatCondition(condition)})` : formatCondition(condition);
}

function check({ left, operator, modifier, right }: Check): string {
  const words = [formatOperand(left), operator, ...(modifier ? [modifier] : [])];
  return right ? `${words.join(" ")} ${rightSide(right)}` : words.join(" ");
}

function rightSide(right: Constant | Operand): string {
  switch (right.kind) {
    case "string":
      return right.quoted ? inQuotes(right.value) : bare(right.value);
    case "number":
      return right.text;
    case "list":
      return `(${right.values.map(bare).join(", ")})`;
    case "field":
      return `val(${formatOperand(right)})`;
    default:
      return formatOperand(right);
  }
}

/** Without quotes where it can. */
function bare(value: string): string {
  return /^[^()"'=,\s\b]+$/.test(value) ? value : inQuotes(value);
}

/** A field or transformer as its author would write it. */
export function formatOperand(operand: Operand): string {
  if (operand.kind === "transformer") return `${operand.name}(${operand.arguments.map(argument).join(", ")})`;
  const { name, argument: key } = operand;
  if (key === undefined) return name;
  return `${name}[${/^[^[\]"'\s]+$/.test(key) ? key : inQuotes(key)}]`;
}

function argument(value: TransformerArgument): string {
  if (value.kind === "string") return inQuotes(value.value);
  if (value.kind === "number") return value.text;
  if (value.kind === "list") return `(${value.values.map(argument).join(", ")})`;
  return formatOperand(value);
}
