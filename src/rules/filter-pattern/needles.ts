import { isJunction } from "./pattern.ts";
import type { Literal, Pattern, Span, Tree } from "./pattern.ts";
import { starred } from "./text-test.ts";

/** Stretches that JSON writes as they are, long enough to be rare. */
const PLAIN = /[A-Za-z0-9_.:@-]{3,}/g;

/** Texts of which at least one stands in every line the pattern matches; undefined where none can be told. */
export function needlesOf(pattern: Pattern): string[] | undefined {
  const needles = found(pattern);
  return needles && [...new Set(needles)];
}

type Needles = readonly string[] | undefined;

function found(pattern: Pattern): Needles {
  if (pattern.kind === "json") {
    return ofTree(pattern.condition, (check) =>
      check.test === "compare" && check.operator === "=" ? ofLiteral(check.literal) : undefined,
    );
  }
  if (pattern.kind === "delimited") {
    return best(
      pattern.fields.map((field) =>
        field.kind === "column" && field.condition
          ? ofTree(field.condition, (check) => (check.operator === "=" ? ofLiteral(check.literal, true) : undefined))
          : undefined,
      ),
    );
  }
  const { terms } = pattern;
  const plain = terms.filter(({ role }) => role === "plain").map(({ what }) => ofText(what));
  return terms.every(({ role }) => role === "optional") ? any(terms.map(({ what }) => ofText(what))) : best(plain);
}

function ofTree<C extends Span & { kind: "check" }>(condition: Tree<C>, ofCheck: (check: C) => Needles): Needles {
  if (!isJunction(condition)) return ofCheck(condition);
  const needles = condition.parts.map((part) => ofTree(part, ofCheck));
  return condition.kind === "and" ? best(needles) : any(needles);
}

/** A number of a record may be spelled in another way than the pattern's; a word of a line may not. */
function ofLiteral(literal: Literal, isWord = false): Needles {
  if (literal.kind === "number" && !isWord) return undefined;
  return ofText(literal);
}

function ofText(text: Literal): Needles {
  if (text.kind === "regex") return undefined;
  const longest = longestOf(starred(text.value).inner.match(PLAIN) ?? []);
  return longest === undefined ? undefined : [longest];
}

function longestOf(texts: readonly string[]): string | undefined {
  return texts.toSorted((a, b) => b.length - a.length)[0];
}

/** Of several that must all be there the one that is likely the rarest: few texts, long ones. */
function best(all: readonly Needles[]): Needles {
  const told = all.filter((needles) => needles !== undefined);
  return told.toSorted((a, b) => a.length - b.length || shortest(b) - shortest(a))[0];
}

function shortest(needles: readonly string[]): number {
  return Math.min(...needles.map(({ length }) => length));
}

function any(all: readonly Needles[]): Needles {
  return all.length > 0 && all.every((needles) => needles !== undefined) ? all.flat() : undefined;
}
