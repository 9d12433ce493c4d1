import { takeTree } from "./junctions.ts";
import { takeComparison, takeRight } from "./parse-json.ts";
import type { Field, TokenCheck } from "./pattern.ts";
import type { Scanner } from "./scanner.ts";

/** Reads `[ … ]`. */
export function takeDelimited(scanner: Scanner): Field[] {
  scanner.at += 1;
  const fields = [takeField(scanner)];
  while (scanner.take(",")) fields.push(takeField(scanner));
  if (!scanner.take("]")) scanner.fail(`\`,\` or \`]\` is expected, not ${scanner.seen()}`);
  const second = fields.filter(({ kind }) => kind === "rest")[1];
  if (second) scanner.fail("`...` can stand only once", "columns after it count from the right", second.from);
  return fields;
}

const NAME = /[A-Za-z0-9_$-]+/y;

function takeField(scanner: Scanner): Field {
  scanner.skipBlanks();
  const from = scanner.at;
  const field = takeColumn(scanner, from);
  scanner.skipBlanks();
  return field;
}

function takeColumn(scanner: Scanner, from: number): Field {
  if (scanner.take("...")) return { kind: "rest", from, to: scanner.at };
  let name = scanner.match(NAME);
  scanner.skipBlanks();
  const isCondition = name === undefined ? scanner.next("(") : /[=!<>~]/.test(scanner.text[scanner.at] ?? "");
  if (!isCondition) return { kind: "column", name, condition: undefined, from, to: scanner.at };
  scanner.at = from;
  const condition = takeTree(scanner, () => {
    const check = takeCheck(scanner);
    name ??= check.name;
    return check.check;
  });
  return { kind: "column", name, condition, from, to: scanner.at };
}

/** The name is for people: a condition is about the column it stands in, whatever it is called there. */
function takeCheck(scanner: Scanner): { name: string; check: TokenCheck } {
  const from = scanner.at;
  const name = scanner.match(NAME) ?? scanner.fail(`the column's name is expected, not ${scanner.seen()}`);
  scanner.skipBlanks();
  const operator = takeComparison(scanner);
  if (!operator) scanner.fail(`a comparison is expected, not ${scanner.seen()}`, "there are = != < > <= >=");
  const literal = takeRight(scanner, operator, "delimited");
  return { name, check: { kind: "check", operator, literal, from, to: scanner.at } };
}
