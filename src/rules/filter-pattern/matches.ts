import { filled } from "./columns.ts";
import { holds, recordOf } from "./json-test.ts";
import type { Field, Pattern, Term, TokenCheck, Tree } from "./pattern.ts";
import { tokenPasses } from "./text-test.ts";

/** Whether a line, as it was written, is one the pattern lets through. */
export function lineMatches(pattern: Pattern, line: string): boolean {
  if (pattern.kind === "terms") return termsHold(pattern.terms, line);
  if (pattern.kind === "delimited") return columnsHold(pattern.fields, line);
  const record = recordOf(line);
  return record !== undefined && holds(pattern.condition, record, line);
}

/** Optional terms count only where there are no others (service behaviour as far as known). */
function termsHold(terms: readonly Term[], line: string): boolean {
  const optional = terms.filter(({ role }) => role === "optional");
  if (optional.length === terms.length && optional.length > 0) return optional.some((term) => occurs(term, line));
  return terms.every((term) => term.role === "optional" || occurs(term, line) === (term.role === "plain"));
}

/** `""` and `" "` are in every line. */
export function occurs({ what }: Term, line: string): boolean {
  if (what.kind === "regex") return what.regex.test(line);
  return what.value === " " || line.includes(what.value);
}

function columnsHold(fields: readonly Field[], line: string): boolean {
  const columns = filled(fields, line);
  return columns?.every(({ column, token }) => !column?.condition || tokenHolds(column.condition, token)) ?? false;
}

export function tokenHolds(condition: Tree<TokenCheck>, token: string): boolean {
  if (condition.kind === "check") return tokenPasses(token, condition.operator, condition.literal);
  if (condition.kind === "and") return condition.parts.every((part) => tokenHolds(part, token));
  return condition.parts.some((part) => tokenHolds(part, token));
}
