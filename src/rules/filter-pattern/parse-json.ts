import { takeTree } from "./junctions.ts";
import { takeLiteral } from "./literal.ts";
import type { Comparison, JsonCheck, JsonCondition, JsonTest } from "./pattern.ts";
import { takeSelector } from "./selector.ts";
import type { Scanner } from "./scanner.ts";

/** Reads `{ … }`. */
export function takeJson(scanner: Scanner): JsonCondition {
  const from = scanner.at;
  scanner.at += 1;
  scanner.skipBlanks();
  if (scanner.next("}")) scanner.fail("there is no condition between the braces", undefined, from);
  const condition = takeTree(scanner, () => takeCheck(scanner));
  scanner.skipBlanks();
  if (scanner.take("}")) return condition;
  return scanner.fail(`\`&&\`, \`||\` or \`}\` is expected, not ${scanner.seen()}`, joinHint(scanner));
}

const JOINING: { [word: string]: string } = { and: "&&", or: "||", "&": "&&", "|": "||" };

function joinHint(scanner: Scanner): string | undefined {
  const word = /\w+|[&|]/y;
  word.lastIndex = scanner.at;
  const sign = JOINING[word.exec(scanner.text)?.[0].toLowerCase() ?? ""];
  if (sign !== undefined) return `write ${sign}`;
  return scanner.isDone ? "the brace opened at the start is not closed" : undefined;
}

function takeCheck(scanner: Scanner): JsonCheck {
  if (scanner.next("!"))
    scanner.fail("filter patterns cannot negate", "turn the comparison round: != for =, && for ||");
  const selector = takeSelector(scanner);
  const test = takeTest(scanner);
  return { kind: "check", selector, ...test, from: selector.from, to: scanner.at };
}

function takeTest(scanner: Scanner): JsonTest {
  const spaced = scanner.skipBlanks();
  const operator = takeComparison(scanner);
  if (operator) return { test: "compare", operator, literal: takeRight(scanner, operator, "json") };
  const from = scanner.at;
  const words = spaced ? scanner.match(/[A-Za-z]+(?:[ \t\r\n]+[A-Za-z]+)?/y) : undefined;
  const test = words === undefined ? undefined : WORDS[words.toUpperCase().replace(/\s+/g, " ")];
  if (test) return test;
  scanner.at = from;
  return scanner.fail(`a comparison is expected, not ${scanner.seen()}`, wordHint(words ?? ""));
}

const WORDS: { [words: string]: JsonTest } = {
  "IS NULL": { test: "is", what: null },
  "IS TRUE": { test: "is", what: true },
  "IS FALSE": { test: "is", what: false },
  "NOT EXISTS": { test: "not-exists" },
};

const HINTS: readonly [RegExp, string][] = [
  [/^is not/i, "there is no IS NOT; a value that is there, of any text or number, is `= *`"],
  [/^exists/i, "there is no EXISTS; a value that is there, of any text or number, is `= *`"],
  [
    /^(like|in|not|between|matches)\b/i,
    "that is a Logs Insights word; here are = != < > <= >=, and %regex% as a value",
  ],
];

function wordHint(words: string): string {
  const hint = HINTS.find(([form]) => form.test(words))?.[1];
  return hint ?? "there are = != < > <= >=, IS NULL, IS TRUE, IS FALSE and NOT EXISTS";
}

export function takeComparison(scanner: Scanner): Comparison | undefined {
  const from = scanner.at;
  const signs = scanner.match(/[=!<>~]+/y);
  if (signs === undefined) return undefined;
  const known = (["=", "!=", "<", ">", "<=", ">="] as const).find((each) => each === signs);
  return known ?? scanner.fail(`\`${signs}\` is no comparison`, signHint(signs), from);
}

function signHint(signs: string): string {
  if (signs === "==") return "write =";
  if (signs === "=~") return "write = %regex%";
  return signs === "<>" ? "write !=" : "there are = != < > <= >=";
}

export function takeRight(scanner: Scanner, operator: Comparison, place: "json" | "delimited") {
  scanner.skipBlanks();
  const literal = takeLiteral(scanner, place);
  if (operator === "=" || operator === "!=" || literal.kind === "number") return literal;
  return scanner.fail(`\`${operator}\` compares with a number`, "without quotes, for instance > 1000", literal.from);
}
