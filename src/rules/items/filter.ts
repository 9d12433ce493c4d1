import type { Position } from "../../model/errors.ts";
import type { Rule } from "../../model/rule.ts";
import type { Item } from "../files/item.ts";
import { positionOf } from "../files/source-file.ts";
import { placeAt } from "../files/traced.ts";
import { compilePattern, PatternError } from "../filter-pattern/index.ts";
import type { FilterPattern } from "../filter-pattern/index.ts";
import { readCommon } from "./common.ts";

/** A CloudWatch filter pattern as a rule. */
export interface PatternRule extends Rule {
  language: "filter-pattern";
  pattern: FilterPattern;
  patternText: string;
  /** Where a character of the pattern was written. */
  patternAt(offset: number): Position;
}

/** Reads a `filter` item; undefined where it is wrong. */
export function readFilter(item: Item): PatternRule | undefined {
  const { source, ...common } = readCommon(item, ["filter", "pattern"]);
  const text = item.trimmedText("pattern");
  if (!item.has("pattern")) item.missing("pattern");
  if (text === undefined) return undefined;
  try {
    const pattern = compilePattern(text.text, source);
    if (item.hasFailed || source === undefined) return undefined;
    return {
      ...common,
      language: "filter-pattern",
      source,
      when: pattern.predicate,
      render: () => common.title,
      fields: () => ({}),
      pattern,
      patternText: text.text,
      patternAt: (offset) => positionOf(placeAt(text, offset)),
    };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return item.fail(placeAt(text, error.offset), error.message, {
      code: "pattern.invalid",
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  }
}
