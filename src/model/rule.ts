import type { Interest } from "./detector.ts";
import type { Position } from "./errors.ts";
import type { Event, EventKind } from "./event.ts";
import type { Facts } from "./facts.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Severity } from "./severity.ts";

/** Kleene's three values: "unknown" where the record was cut or redacted and what is missing would decide. */
export type Truth = boolean | "unknown";

/** The languages that compile to a rule. */
export type RuleLanguage = "falco" | "filter-pattern" | "insights";

/** A part of a condition, and how it came out on one event. */
export interface Explanation {
  kind: "and" | "or" | "not" | "macro" | "check";
  /** As the author wrote it; of a macro its name. */
  text: string;
  result: Truth;
  /** Whether the whole came out as it did because of this part. */
  decided: boolean;
  /** What a check looked at; without a value it was absent. */
  seen: readonly { field: string; value?: Json; unseen?: true }[];
  parts: readonly Explanation[];
}

/** A pure question about one event. */
export interface Predicate {
  /** Events outside of it are a certain "no". */
  interest: Interest;
  /** As in `Interest`; absent: there are none that can be told. */
  needles?: readonly string[];
  test(event: Event, facts: Facts): Truth;
  explain(event: Event, facts: Facts): Explanation;
}

/** Rows that a query gathers over a window of event time. */
export interface RuleWindow {
  /** Milliseconds; windows are tumbling and aligned to the epoch. */
  over: number;
  /** How many rows make a match. */
  atLeast: number;
  /** Columns that name the subject; none = the cluster. */
  by: readonly string[];
  /** The state (plain JSON) with one more event that passed `when`. */
  add(state: Json | undefined, event: Event): Json;
  /** The rows of a window that is over, column → value, numbers as numbers. */
  rows(state: Json): readonly JsonObject[];
}

/** A loaded rule, whatever language it was written in. */
export interface Rule {
  /** The name its author gave it. */
  id: string;
  language: RuleLanguage;
  title: string;
  /** What it is about, as its author says. */
  description?: string;
  severity: Severity;
  source: EventKind;
  controls: readonly string[];
  tags: readonly string[];
  runbook?: string;
  enabled: boolean;
  /** What becomes of an event for which the rule comes out unknown. */
  unknown: "quiet" | "flag";
  at: Position;
  /** The pack it belongs to. */
  pack?: string;
  when: Predicate;
  window?: RuleWindow;
  /** The message for a person. */
  render(event: Event): string;
  /** The values the message names, by field. */
  fields(event: Event): JsonObject;
}

/** A rule that an event met. */
export interface Match {
  rule: Rule;
  truth: true | "unknown";
}

/** All rules of a run, asked at once. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly interest: readonly Interest[];
  /** The enabled rules that do not say "no", in their order. */
  matches(event: Event, facts: Facts): readonly Match[];
}

/** Something that is wrong, or odd, in a rule file. */
export interface RuleProblem {
  level: "error" | "warning" | "note";
  /** `LOAD_ERR_COMPILE_CONDITION` and its kin for Falco items; words of our own for the rest. */
  code: string;
  /** Name of the rule, macro or list. */
  item?: string;
  at: Position;
  message: string;
  /** What was meant, or what to do. */
  hint?: string;
}
