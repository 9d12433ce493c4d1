import { takeQuoted } from "./literal.ts";
import type { Regex, Term, Text } from "./pattern.ts";
import { takeRegex } from "./pattern-regex.ts";
import type { Scanner } from "./scanner.ts";

/** Reads terms up to the end of the pattern. */
export function takeTerms(scanner: Scanner): Term[] {
  const terms: Term[] = [];
  while (!scanner.isDone) {
    terms.push(takeTerm(scanner));
    if (!scanner.skipBlanks() && !scanner.isDone)
      scanner.fail(
        `a term is made of letters, digits and _, not ${scanner.seen()}`,
        'quote what has other signs in it, for instance "ERROR-CODE"',
      );
  }
  return terms;
}

function takeTerm(scanner: Scanner): Term {
  const from = scanner.at;
  const role = scanner.take("?") ? "optional" : scanner.take("-") ? "excluded" : "plain";
  if (role === "excluded") scanner.skipBlanks();
  const what = takeWhat(scanner);
  return { role, what, from, to: scanner.at };
}

function takeWhat(scanner: Scanner): Text | Regex {
  if (scanner.next('"')) return takeQuoted(scanner);
  if (scanner.next("%")) return takeRegex(scanner);
  const from = scanner.at;
  const value = scanner.match(/[A-Za-z0-9_]+/y);
  if (value !== undefined) return { kind: "text", value, quoted: false, from, to: scanner.at };
  const hint = scanner.isDone ? undefined : 'quote what has other signs in it, for instance "[ERROR]"';
  return scanner.fail(`a term is expected, not ${scanner.seen()}`, hint);
}
