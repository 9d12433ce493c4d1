import type { Position } from "../../model/errors.ts";
import type { EventKind } from "../../model/event.ts";
import { bindField } from "../falco/fields/index.ts";
import type { QueryRule } from "../items/query.ts";
import type { FalcoRule, LoadedRule, PatternRule } from "../load.ts";
import type { Asked, Claim, Place } from "./condition.ts";
import { askedByFalco } from "./from-falco.ts";
import { askedByPattern } from "./from-pattern.ts";
import { askedByQuery } from "./from-query.ts";
import { patternRemarks } from "./pattern-remarks.ts";
import { queryRemarks } from "./query-remarks.ts";
import type { Remark } from "./remark.ts";

/** A rule as lint looks at it, whatever its language. */
export interface Subject {
  rule: LoadedRule | QueryRule;
  source: EventKind;
  asked: Asked;
  /** Fields that are shown, with where. */
  shown: readonly { claim: Claim; at: Position }[];
  /** What the rule's own language has to say. */
  remarks: readonly Remark[];
  /** Where a place of the condition was written. */
  at(place: Place): Position;
}

export function subjectOf(rule: LoadedRule | QueryRule): Subject {
  if (rule.language === "falco") return ofFalco(rule);
  return rule.language === "insights" ? ofQuery(rule) : ofPattern(rule);
}

function ofFalco(rule: FalcoRule): Subject {
  return {
    rule,
    source: rule.source,
    asked: askedByFalco(rule.condition, rule),
    shown: rule.output.fields.flatMap((field) => shownIn(rule, field)),
    remarks: [],
    at: ({ from }) => rule.conditionAt(from),
  };
}

/** A field of an output. @param field  as it is written there: `ka.sourceips[0]` */
function shownIn(rule: FalcoRule, field: string): Subject["shown"] {
  const [, name = field, argument] = /^([^[]+)\[(.*)\]$/.exec(field) ?? [];
  const bound = bindField(rule.source, name, argument);
  const path = "extract" in bound && bound.reads.length === 1 ? bound.reads[0] : undefined;
  const from = Math.max(0, rule.outputText.indexOf(`%${field}`));
  const claim = {
    field,
    path,
    negated: false,
    test: { is: "other" },
    text: field,
    readsJson: true,
    from,
    to: from + field.length,
  } as const;
  return [{ claim: { kind: "claim", ...claim }, at: rule.outputAt(from) }];
}

function ofPattern(rule: PatternRule): Subject {
  return {
    rule,
    source: rule.source,
    asked: askedByPattern(rule.pattern.pattern, rule.patternText),
    shown: [],
    remarks: patternRemarks(rule.pattern),
    at: ({ from }) => rule.patternAt(from),
  };
}

function ofQuery(rule: QueryRule): Subject {
  const { asked, shown } = askedByQuery(rule.query.commands, rule.queryText);
  return {
    rule,
    source: rule.source,
    asked,
    shown: shown.map((claim) => ({ claim, at: rule.queryAt(claim.from) })),
    remarks: queryRemarks(rule.query),
    at: ({ from }) => rule.queryAt(from),
  };
}
