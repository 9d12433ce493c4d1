import type { Scanner } from "./scanner.ts";

const ESCAPED: { [letter: string]: string } = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  "\\": "\\",
  "/": "/",
  " ": "\\",
};
const ESCAPES = "\\b \\f \\n \\r \\t \\\\ \\/ \\xHH and the quote itself";

/** Whether a quoted text begins here. */
export function atQuote({ text, at }: Scanner): boolean {
  return text[at] === '"' || text[at] === "'";
}

/**
 * Reads a quoted text. It ends at the next quote of its kind that has no backslash right before it: `"a\\"` goes on.
 * @returns the text with its escapes decoded
 */
export function quoted(scanner: Scanner): string {
  const { text, at: from } = scanner;
  const quote = text[from]!;
  let end = from + 1;
  while (end < text.length && (text[end] !== quote || text[end - 1] === "\\")) end += 1;
  if (end === text.length) {
    scanner.fail(`the quote is not closed`, {
      from,
      to: end,
      hint: 'end it with the same quote; `\\"` does not end it',
    });
  }
  scanner.at = end + 1;
  return decoded(scanner, from + 1, end, quote);
}

function decoded(scanner: Scanner, from: number, to: number, quote: string): string {
  const { text } = scanner;
  let out = "";
  for (let at = from; at < to; at += 1) {
    if (text[at] !== "\\") {
      out += text[at];
      continue;
    }
    const hex = /^x[0-9a-fA-F]{2}/.exec(text.slice(at + 1, Math.min(at + 4, to)))?.[0];
    const letter = text[at + 1] ?? "";
    if (hex) out += String.fromCharCode(parseInt(hex.slice(1), 16));
    else if (letter === quote) out += quote;
    else if (Object.hasOwn(ESCAPED, letter)) out += ESCAPED[letter];
    else {
      const hint = `escapes are ${ESCAPES}; write \`\\\\\` for a backslash`;
      scanner.fail(`\`\\${letter}\` is no escape`, { from: at, to: at + 2, hint });
    }
    at += hex ? 3 : 1;
  }
  const nul = out.indexOf("\0");
  if (nul !== -1) scanner.fail("a text cannot hold NUL", { from, to });
  return out;
}

/** A text in double quotes that reads as the given one. */
export function inQuotes(text: string): string {
  const body = text.replace(/["\\\b\f\n\r\t]/g, (char) => `\\${NAMED[char] ?? char}`);
  // A backslash right before the closing quote would keep it from closing.
  return `"${text.endsWith("\\") ? `${body.slice(0, -2)}\\x5c` : body}"`;
}

const NAMED: { [char: string]: string } = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };
