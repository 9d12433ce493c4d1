import type { Condition } from "./ast.ts";
import { mistakeHere } from "./mistakes.ts";
import { checkOf } from "./parse-check.ts";
import { IDENTIFIER, operandHere } from "./parse-operand.ts";
import { Scanner } from "./scanner.ts";

const NOT_AHEAD = /not(?![a-zA-Z0-9_.])/y;

/**
 * Reads a Falco condition, lists already put in.
 * @throws ConditionError where it is none: one problem, the first
 * Rule: grammar of Falco 0.44 (libs 0.25); `or(…)` may be followed by `and`.
 */
export function parseCondition(text: string): Condition {
  const scanner = new Scanner(text);
  const condition = orExpression(scanner);
  scanner.blanks();
  if (scanner.at < text.length) scanner.expected("`and`, `or` or the end", mistakeHere(scanner));
  return condition;
}

function orExpression(scanner: Scanner): Condition {
  return chain(scanner, "or", andExpression);
}

function andExpression(scanner: Scanner): Condition {
  return chain(scanner, "and", notExpression);
}

function chain(scanner: Scanner, kind: "and" | "or", part: (scanner: Scanner) => Condition): Condition {
  const parts = [part(scanner)];
  const end = () => parts.at(-1)!.to;
  for (;;) {
    scanner.blanks();
    if (!scanner.match(AHEAD[kind])) break;
    parts.push(part(scanner));
  }
  scanner.at = end();
  return parts.length === 1 ? parts[0]! : { kind, parts, from: parts[0]!.from, to: end() };
}

/** A keyword counts where a blank or a parenthesis follows. */
const AHEAD = { and: /and(?=[ \t\b\n\r(])/y, or: /or(?=[ \t\b\n\r(])/y };

function notExpression(scanner: Scanner): Condition {
  scanner.blanks();
  const from = scanner.at;
  let negated = false;
  while (scanner.look(NOT_AHEAD)) {
    scanner.match(NOT_AHEAD);
    negated = !negated;
    scanner.blanks();
  }
  const part = term(scanner);
  return negated ? { kind: "not", part, from, to: part.to } : part;
}

function term(scanner: Scanner): Condition {
  const from = scanner.at;
  if (scanner.take("(")) return scanner.nested(() => closed(scanner, from));
  const left = operandHere(scanner);
  if (left) return checkOf(scanner, left);
  const name = scanner.look(IDENTIFIER);
  if (name === undefined || name === "and" || name === "or" || name === "not") {
    return scanner.expected("a field, a macro, `not` or `(`", mistakeHere(scanner));
  }
  scanner.match(IDENTIFIER);
  return { kind: "macro", name, from, to: scanner.at };
}

/** The span of what stands in parentheses includes them. */
function closed(scanner: Scanner, from: number): Condition {
  const inner = orExpression(scanner);
  scanner.blanks();
  if (!scanner.take(")")) scanner.expected("`and`, `or` or `)`", mistakeHere(scanner));
  return { ...inner, from, to: scanner.at };
}
