import type { Literal, Pattern, Term } from "../pattern.ts";
import { jsonLints } from "./json.ts";
import type { PatternLint } from "./lint.ts";
import { checksOf } from "./tree.ts";

export type { PatternLint, PatternLintCode } from "./lint.ts";

/** What a pattern may not do as its author meant, in the order it is written. */
export function patternLints(pattern: Pattern, extensions: readonly string[]): PatternLint[] {
  const literals = literalsOf(pattern);
  const lints = [
    ...(pattern.kind === "json" ? jsonLints(pattern.condition) : []),
    ...(pattern.kind === "terms" ? ignoredTerms(pattern.terms) : []),
    ...literals.flatMap((literal) => starLints(literal, pattern.kind)),
    ...regexLimit(literals),
  ];
  if (extensions.length > 0) {
    const message = `CloudWatch does not take ${extensions.join(" and ")}`;
    const hint = "the pattern works here, but cannot be used for a metric or subscription filter";
    lints.push({ code: "extension", message, hint, from: 0, to: 0 });
  }
  return lints.toSorted((a, b) => a.from - b.from);
}

function literalsOf(pattern: Pattern): Literal[] {
  if (pattern.kind === "terms") return pattern.terms.map(({ what }) => what);
  if (pattern.kind === "json")
    return checksOf(pattern.condition).flatMap((check) => (check.test === "compare" ? [check.literal] : []));
  return pattern.fields.flatMap((field) =>
    field.kind === "column" && field.condition ? checksOf(field.condition).map(({ literal }) => literal) : [],
  );
}

function ignoredTerms(terms: readonly Term[]): PatternLint[] {
  const optional = terms.filter(({ role }) => role === "optional");
  if (optional.length === 0 || optional.length === terms.length) return [];
  const message = "terms with ? do not count beside terms without";
  return [{ code: "optional-ignored", message, from: optional[0]!.from, to: optional.at(-1)!.to }];
}

/** A star means any text only at the ends of a value, and in terms nowhere. */
function starLints(literal: Literal, kind: Pattern["kind"]): PatternLint[] {
  if (literal.kind !== "text") return [];
  const stars = kind === "terms" ? literal.value : literal.value.slice(1, -1);
  if (!stars.includes("*")) return [];
  const [message, hint] =
    kind === "terms"
      ? ["a star in a term is only a star", "terms are found anywhere in the line: leave it out"]
      : ["a star inside of a value is only a star", "in between use a regular expression, for instance %De.*don%"];
  return [{ code: "inner-star", message, hint, from: literal.from, to: literal.to }];
}

function regexLimit(literals: readonly Literal[]): PatternLint[] {
  const regex = literals.find(({ kind }) => kind === "regex");
  if (!regex) return [];
  const message = "a log group takes at most five filters with regular expressions";
  return [{ code: "regex-limit", message, from: regex.from, to: regex.to }];
}
