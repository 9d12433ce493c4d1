import type { FilterPattern, Pattern } from "../filter-pattern/index.ts";
import type { Remark } from "./remark.ts";

/** What to know of a pattern, not to mend. */
const NOTES: ReadonlySet<string> = new Set(["truncated-blind", "arn-user-blind", "regex-limit", "extension"]);

/** What a pattern's own lints say. That something never matches lint finds itself, and says why. */
export function patternRemarks({ lints, pattern }: FilterPattern): Remark[] {
  const own = lints.flatMap(({ code, ...rest }): Remark[] =>
    code === "never-matches" ? [] : [{ code, ...rest, ...(NOTES.has(code) ? { isNote: true } : {}) }],
  );
  return [...own, ...escaped(pattern)];
}

/** Go's encoder, and so every API server, writes these as escapes. */
function escaped(pattern: Pattern): Remark[] {
  if (pattern.kind !== "terms") return [];
  const terms = pattern.terms.filter(({ what }) => what.kind === "text" && /[&<>]/.test(what.value));
  return terms.map(({ from, to }) => ({
    code: "escaped-in-raw",
    message: "API servers write &, < and > as \\u0026, \\u003c and \\u003e",
    hint: "leave the sign out, or ask for the field in a JSON pattern",
    from,
    to,
  }));
}
