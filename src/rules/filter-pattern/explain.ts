import type { Json } from "../../model/json.ts";
import type { Explanation } from "../../model/rule.ts";
import { filled } from "./columns.ts";
import type { Filled } from "./columns.ts";
import { checkHolds, recordOf, resolved } from "./json-test.ts";
import { lineMatches, occurs, tokenHolds } from "./matches.ts";
import { isJunction } from "./pattern.ts";
import type { JsonCheck, Pattern, Span, Term, TokenCheck, Tree } from "./pattern.ts";

/** How a pattern came out on a line, part by part. */
export function explained(pattern: Pattern, text: string, line: string): Explanation {
  const whole = outcomeOf(pattern, text, line);
  return decided(whole, true);
}

type Outcome = Omit<Explanation, "decided" | "parts"> & { parts: readonly Outcome[] };

/** A part decided where it came out as the whole did. */
function decided(outcome: Outcome, isDeciding: boolean): Explanation {
  const parts = outcome.parts.map((part) => decided(part, isDeciding && part.result === outcome.result));
  return { ...outcome, decided: isDeciding, parts };
}

function outcomeOf(pattern: Pattern, text: string, line: string): Outcome {
  if (pattern.kind === "terms") return termsOutcome(pattern.terms, text, line);
  if (pattern.kind === "delimited") {
    const columns = filled(pattern.fields, line);
    if (!columns) return leaf("the line has a word for each column", false);
    const parts = columns.flatMap((column) => columnOutcome(column, text));
    return parts.length === 0 ? leaf("the line has a word for each column", true) : joined("and", text.trim(), parts);
  }
  const record = recordOf(line);
  if (!record) return leaf("the line is one JSON object", false);
  return treeOutcome(pattern.condition, text, (check) => ({
    result: checkHolds(check, record, line),
    seen: seenBy(check, resolved(record, check.selector.steps)),
  }));
}

function termsOutcome(terms: readonly Term[], text: string, line: string): Outcome {
  const result = lineMatches({ kind: "terms", terms }, line);
  if (terms.length === 0) return leaf("every line", result);
  const optional = terms.filter(({ role }) => role === "optional");
  const isAny = optional.length === terms.length;
  const counting = isAny ? terms : terms.filter(({ role }) => role !== "optional");
  const parts = counting.map((term) =>
    leaf(text.slice(term.from, term.to), occurs(term, line) === (term.role !== "excluded")),
  );
  return parts.length === 1 ? parts[0]! : joined(isAny ? "or" : "and", text.trim(), parts);
}

function columnOutcome({ column, token, number }: Filled, text: string): Outcome[] {
  if (!column?.condition) return [];
  const seen = [{ field: `$${column.name ?? number}`, value: token }];
  return [treeOutcome<TokenCheck>(column.condition, text, (check) => ({ result: tokenHolds(check, token), seen }))];
}

function treeOutcome<C extends Span & { kind: "check" }>(
  tree: Tree<C>,
  text: string,
  judge: (check: C) => Pick<Outcome, "result" | "seen">,
): Outcome {
  if (!isJunction(tree)) {
    return { kind: "check", text: text.slice(tree.from, tree.to), parts: [], ...judge(tree) };
  }
  return joined(
    tree.kind,
    text.slice(tree.from, tree.to),
    tree.parts.map((part) => treeOutcome(part, text, judge)),
  );
}

function seenBy({ selector }: JsonCheck, found: readonly { value: Json }[]): Outcome["seen"] {
  if (found.length === 0) return [{ field: selector.text }];
  return found.map(({ value }) => ({ field: selector.text, value }));
}

function joined(kind: "and" | "or", text: string, parts: readonly Outcome[]): Outcome {
  const result = kind === "and" ? parts.every((part) => part.result) : parts.some((part) => part.result);
  return { kind, text, result, seen: [], parts };
}

function leaf(text: string, result: boolean): Outcome {
  return { kind: "check", text, result, seen: [], parts: [] };
}
