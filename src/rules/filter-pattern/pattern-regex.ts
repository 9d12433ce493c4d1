import { linearRegex } from "../../lib/regex.ts";
import { AppError } from "../../model/errors.ts";
import type { Regex } from "./pattern.ts";
import type { Scanner } from "./scanner.ts";

const REGEXES_A_PATTERN = 2;

const ALLOWED = /[A-Za-z0-9_#=@/;,:^$?[\]{}|\\*+.-]/;
/** After a backslash: the classes, a code in hexadecimal, or a sign that is to stand for itself. */
const ESCAPE = /\\(?:[dDsSwW]|x[0-9A-Fa-f]{2}|[!-$&-/:-@[-`{-~])/y;

/**
 * Reads `%…%`: CloudWatch's part of regular expressions, which has no groups, look-around, references or flags.
 * Rule: "Using regular expressions in filter patterns", Amazon CloudWatch Logs User Guide.
 */
export function takeRegex(scanner: Scanner): Regex {
  const from = scanner.at;
  scanner.at += 1;
  while (!scanner.next("%")) takeOne(scanner, from);
  const source = scanner.text.slice(from + 1, scanner.at);
  if (source === "") scanner.fail("a regular expression is empty", "write it between two percent signs: %4\\d{2}%");
  scanner.at += 1;
  scanner.regexes += 1;
  if (scanner.regexes > REGEXES_A_PATTERN)
    scanner.fail(
      `a pattern has at most ${REGEXES_A_PATTERN} regular expressions`,
      "join some with |, or use * at the ends of a value",
      from,
    );
  return { kind: "regex", source, regex: compiled(scanner, source, from), from, to: scanner.at };
}

function takeOne(scanner: Scanner, from: number): void {
  if (scanner.isDone) scanner.fail("a regular expression has no closing %", undefined, from);
  const char = scanner.text[scanner.at]!;
  if (char === "\\") {
    if (scanner.match(ESCAPE) === undefined)
      scanner.fail(
        `\`${scanner.text.slice(scanner.at, scanner.at + 2)}\` is no escape of filter patterns`,
        "there are \\d \\D \\s \\S \\w \\W \\xhh, and a backslash before a sign that stands for itself",
      );
    return;
  }
  if (!ALLOWED.test(char))
    scanner.fail(`${name(char)} is not allowed in a regular expression of a filter pattern`, HINTS[char]);
  scanner.at += 1;
}

const HINTS: { [char: string]: string } = {
  " ": "write \\s",
  "(": "there are no groups; write \\( for a bracket, or the alternatives as two conditions",
  ")": "there are no groups; write \\) for a bracket, or the alternatives as two conditions",
};

function name(char: string): string {
  return char === " " ? "a space" : `\`${char}\``;
}

function compiled(scanner: Scanner, source: string, from: number) {
  try {
    return linearRegex(source);
  } catch (thrown) {
    const { message, hint } = AppError.from(thrown);
    return scanner.fail(message, hint, from);
  }
}
