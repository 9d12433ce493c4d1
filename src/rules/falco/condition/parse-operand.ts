import type { Field, Operand, Transformer, TransformerArgument } from "./ast.ts";
import { TRANSFORMER_NAMES } from "./operators.ts";
import { atQuote, quoted } from "./quoted.ts";
import type { Scanner } from "./scanner.ts";

export const IDENTIFIER = /[a-zA-Z][a-zA-Z0-9_]*/y;
export const NUMBER = /0[xX][0-9a-fA-F]+|[+-]?[0-9]+\.?[0-9]*(?:[eE][+-][0-9]+)?/y;
const FIELD = /[a-zA-Z][a-zA-Z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)+/y;
const BARE_ARGUMENT = /[^[\]"'\s]+/y;
const CALL = new RegExp(`(?:${TRANSFORMER_NAMES.join("|")})(?=\\()`, "y");

type ListItem = Extract<TransformerArgument, { kind: "list" }>["values"][number];

/** A field or transformer, if one begins here. */
export function operandHere(scanner: Scanner): Operand | undefined {
  return transformerHere(scanner) ?? fieldHere(scanner);
}

/** A field with its argument, if one begins here. */
export function fieldHere(scanner: Scanner): Field | undefined {
  const from = scanner.at;
  const name = scanner.match(FIELD);
  if (name === undefined) return undefined;
  const key = bracketsHere(scanner);
  return { kind: "field", name, ...(key === undefined ? {} : { argument: key }), from, to: scanner.at };
}

/** A transformer with its arguments, if one begins here. */
export function transformerHere(scanner: Scanner): Transformer | undefined {
  const from = scanner.at;
  const name = scanner.match(CALL);
  if (name === undefined) return undefined;
  const values = scanner.nested(() => inParentheses(scanner, argument));
  const to = scanner.at;
  if (values.length === 0) scanner.fail(`${name}() needs an argument`, { from, to });
  if (bracketsHere(scanner) !== undefined) scanner.fail(`${name}(…) takes no argument in brackets`, { from: to });
  return { kind: "transformer", name, arguments: values, from, to };
}

function bracketsHere(scanner: Scanner): string | undefined {
  if (!scanner.take("[")) return undefined;
  scanner.blanks();
  const value = atQuote(scanner) ? quoted(scanner) : scanner.match(BARE_ARGUMENT);
  if (value === undefined) scanner.expected("an argument", 'an empty one is written `[""]`');
  scanner.blanks();
  if (!scanner.take("]")) scanner.expected("`]`", "quote an argument that holds blanks, quotes or brackets");
  return value;
}

function argument(scanner: Scanner): TransformerArgument {
  const from = scanner.at;
  if (scanner.text[from] === "(") {
    const values = scanner.nested(() => inParentheses(scanner, listItem));
    return { kind: "list", values, from, to: scanner.at };
  }
  const value = operandHere(scanner) ?? literal(scanner);
  if (value) return value;
  return scanner.expected("a field, a quoted text or a number");
}

function listItem(scanner: Scanner): ListItem {
  const item = operandHere(scanner) ?? literal(scanner);
  if (!item) return scanner.expected("a field or a quoted text");
  if (item.kind !== "number") return item;
  return { kind: "string", value: item.text, from: item.from, to: item.to };
}

function literal(scanner: Scanner): Extract<TransformerArgument, { kind: "string" | "number" }> | undefined {
  const from = scanner.at;
  if (atQuote(scanner)) return { kind: "string", value: quoted(scanner), from, to: scanner.at };
  const text = scanner.match(NUMBER);
  return text === undefined ? undefined : { kind: "number", text, from, to: scanner.at };
}

/** Items between parentheses, separated by commas; the place is at the opening one. */
export function inParentheses<T>(scanner: Scanner, item: (scanner: Scanner) => T, missing?: string): T[] {
  const items: T[] = [];
  scanner.take("(");
  scanner.blanks();
  if (scanner.take(")")) return items;
  for (;;) {
    scanner.blanks();
    items.push(item(scanner));
    scanner.blanks();
    if (scanner.take(")")) return items;
    if (!scanner.take(",")) scanner.expected("`,` or `)`", missing);
  }
}
