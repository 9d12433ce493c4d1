import type { Event, EventKind } from "../../model/event.ts";
import type { Predicate } from "../../model/rule.ts";
import { filled, named } from "./columns.ts";
import { explained } from "./explain.ts";
import { interestOf } from "./interest.ts";
import { holds } from "./json-test.ts";
import { patternLints } from "./lints/index.ts";
import type { PatternLint } from "./lints/index.ts";
import { lineMatches } from "./matches.ts";
import { needlesOf } from "./needles.ts";
import { parsePattern } from "./parse.ts";
import type { Pattern } from "./pattern.ts";

export { PatternError } from "./pattern-error.ts";
export type { PatternLint } from "./lints/index.ts";
export type { Pattern } from "./pattern.ts";

export interface FilterPattern {
  kind: Pattern["kind"];
  pattern: Pattern;
  /** What it uses that CloudWatch would refuse: `[*]`, `quoted key`. */
  extensions: readonly string[];
  lints: readonly PatternLint[];
  /** @param line  as it was written */
  matches(line: string): boolean;
  /** The words of a line by column (`{"$status": "404"}`); undefined unless the pattern is one of columns and fits. */
  extract(line: string): { [name: string]: string } | undefined;
  /** On the event's own text; never unknown, for the service sees nothing else either. */
  predicate: Predicate;
}

/**
 * Compiles a CloudWatch Logs filter pattern.
 * @param kind  the only kind of event the predicate will be asked about; without it every event is of interest
 * @throws PatternError with the offset of what is wrong
 */
export function compilePattern(text: string, kind?: EventKind): FilterPattern {
  const { pattern, extensions } = parsePattern(text);
  const matches = (line: string) => lineMatches(pattern, line);
  return {
    kind: pattern.kind,
    pattern,
    extensions,
    lints: patternLints(pattern, extensions),
    matches,
    extract: (line) => {
      const columns = pattern.kind === "delimited" && matches(line) ? filled(pattern.fields, line) : undefined;
      return columns && named(columns);
    },
    predicate: predicateOf(pattern, text, kind),
  };
}

function predicateOf(pattern: Pattern, text: string, kind: EventKind | undefined): Predicate {
  const needles = needlesOf(pattern);
  return {
    interest: interestOf(pattern, kind),
    ...(needles ? { needles } : {}),
    test: (event) =>
      pattern.kind === "json" && isParsed(event)
        ? holds(pattern.condition, event.raw, event.text)
        : lineMatches(pattern, event.text),
    explain: (event) => explained(pattern, text, event.text),
  };
}

/** Whether `raw` is what the event's text reads as; that of a record that was cut is only what could be saved. */
function isParsed({ kind, partial }: Event): boolean {
  return (kind === "aws_cloudtrail" || kind === "k8s_audit") && !partial;
}
