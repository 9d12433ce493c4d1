import type { Literal, Text } from "./pattern.ts";
import { takeRegex } from "./pattern-regex.ts";
import type { Scanner } from "./scanner.ts";

const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number as filter patterns write them. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** In a list of columns a bracket ends the value. */
const WORD = { json: /[^\s()&|"'{}=<>!%,]+/y, delimited: /[^\s()&|"'{}=<>!%,\]]+/y } as const;

/** Reads the right side of a comparison. */
export function takeLiteral(scanner: Scanner, place: keyof typeof WORD): Literal {
  if (scanner.next('"')) return takeQuoted(scanner);
  if (scanner.next("%")) return takeRegex(scanner);
  const from = scanner.at;
  const word = scanner.match(WORD[place]);
  if (word !== undefined) {
    const span = { value: word, from, to: scanner.at };
    return isNumber(word) ? { kind: "number", ...span } : { kind: "text", quoted: false, ...span };
  }
  const hint = scanner.next("'") ? "values are quoted with double quotes" : undefined;
  return scanner.fail(`a value is expected, not ${scanner.seen()}`, hint);
}

/** Reads `"…"`; a backslash makes the next character stand for itself. */
export function takeQuoted(scanner: Scanner, quote = '"'): Text {
  const from = scanner.at;
  let value = "";
  for (scanner.at += 1; !scanner.next(quote); scanner.at += 1) {
    if (scanner.next("\\")) scanner.at += 1;
    if (scanner.isDone) scanner.fail("a quoted text has no end", `close it with ${quote}`, from);
    value += scanner.text[scanner.at];
  }
  scanner.at += 1;
  return { kind: "text", value, quoted: true, from, to: scanner.at };
}
