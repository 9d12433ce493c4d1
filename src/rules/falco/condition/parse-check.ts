import { nearest } from "../../../lib/nearest.ts";
import type { Check, Constant, Operand } from "./ast.ts";
import { LIST_OPERATORS, MODIFIERS, OPERATORS, WORD_OPERATORS } from "./operators.ts";
import { IDENTIFIER, NUMBER, fieldHere, inParentheses, transformerHere } from "./parse-operand.ts";
import { atQuote, quoted } from "./quoted.ts";
import type { Scanner } from "./scanner.ts";

type Right = Pick<Check, "operator" | "modifier" | "right">;

/** No kind of blank, not even one that upstream would take for a letter: nobody means it. */
const BARE = /[^()"'=,\s\b]+/y;
const ORDER = /<=|<|>=|>/y;
const EQUALITY = /==|=|!=/y;
const WORD = new RegExp(`(?:${WORD_OPERATORS.join("|")})(?=[ \\t\\b\\n\\r])`, "y");
const LIST_WORD = new RegExp(LIST_OPERATORS.join("|"), "y");
const MODIFIER = new RegExp(
  `(?:${MODIFIERS.join("|")})(?=[ \\t\\b\\n\\r]+(?:\\(|(?!(?:and|or|not)(?![a-zA-Z0-9_]))[a-zA-Z]))`,
  "y",
);
const VAL = /val(?=\()/y;
const QUOTE_IT = "put a text that holds blanks or any of ( ) \" ' = , in quotes";

/** The rest of a check, behind its left side. */
export function checkOf(scanner: Scanner, left: Operand): Check {
  scanner.blanks();
  return { kind: "check", left, ...condition(scanner), from: left.from, to: scanner.at };
}

function condition(scanner: Scanner): Right {
  if (scanner.take("exists")) return { operator: "exists" };
  const order = scanner.match(ORDER);
  if (order !== undefined) return { operator: order, right: afterBlanks(scanner, number) };
  const one = scanner.match(EQUALITY) ?? scanner.match(WORD);
  if (one !== undefined) {
    scanner.blanks();
    const operator = one === "==" ? "=" : one;
    const modifier = scanner.match(MODIFIER) as Check["modifier"];
    return modifier ? { operator, modifier, right: afterBlanks(scanner, list) } : { operator, right: single(scanner) };
  }
  const many = scanner.match(LIST_WORD);
  if (many === undefined) return noOperator(scanner);
  scanner.blanks();
  return { operator: many, right: fieldOnTheRight(scanner) ?? list(scanner) };
}

function afterBlanks<T>(scanner: Scanner, read: (scanner: Scanner) => T): T {
  scanner.blanks();
  return read(scanner);
}

function number(scanner: Scanner): Constant | Operand {
  const from = scanner.at;
  const text = scanner.match(NUMBER);
  if (text !== undefined) return { kind: "number", text, from, to: scanner.at };
  return fieldOnTheRight(scanner) ?? scanner.expected("a number, unquoted, `val(FIELD)` or a transformer");
}

function single(scanner: Scanner): Constant | Operand {
  const from = scanner.at;
  const right = fieldOnTheRight(scanner) ?? textHere(scanner);
  if (right) return right;
  const hint = scanner.text[from] === "(" ? "a list needs `in (…)`, or `= anyof (…)`; else quote the text" : QUOTE_IT;
  return scanner.expected("a value", hint);
}

function textHere(scanner: Scanner): Extract<Constant, { kind: "string" }> | undefined {
  const from = scanner.at;
  const isQuoted = atQuote(scanner);
  const value = isQuoted ? quoted(scanner) : scanner.match(BARE);
  return value === undefined ? undefined : { kind: "string", value, quoted: isQuoted, from, to: scanner.at };
}

function list(scanner: Scanner): Constant {
  const from = scanner.at;
  if (scanner.text[from] === "(") {
    const item = () => textHere(scanner)?.value ?? scanner.expected("a value", QUOTE_IT);
    const values = inParentheses(scanner, item, QUOTE_IT);
    return { kind: "list", values, from, to: scanner.at };
  }
  const value = scanner.match(IDENTIFIER);
  if (value === undefined) scanner.expected("a list in parentheses");
  return { kind: "list", values: [value], from, to: scanner.at };
}

/** `val(FIELD)` or a transformer. */
function fieldOnTheRight(scanner: Scanner): Operand | undefined {
  const from = scanner.at;
  if (scanner.match(VAL) === undefined) return transformerHere(scanner);
  const fields = inParentheses(
    scanner,
    () => fieldHere(scanner) ?? scanner.expected("a field", "val() holds one field"),
  );
  const [field] = fields;
  if (!field || fields.length > 1) return scanner.fail("val() holds one field", { from, to: scanner.at });
  return { ...field, from, to: scanner.at };
}

function noOperator(scanner: Scanner): never {
  const word = scanner.look(/[^\s()"']+/y) ?? "";
  const needsBlank = WORD_OPERATORS.includes(word);
  const names = Object.keys(OPERATORS);
  const near = /^[a-z]{2}/i.test(word) && (names.find((name) => name.startsWith(word)) ?? nearest(word, names));
  const meant = near ? `did you mean \`${near}\`?` : `operators are ${names.join(" ")}`;
  const hint = needsBlank ? `\`${word}\` needs a blank behind it` : meant;
  return scanner.expected("an operator", hint);
}
