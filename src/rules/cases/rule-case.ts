import type { JsonObject } from "../../model/json.ts";
import type { Place } from "../files/source-file.ts";

/** One record that a rule must judge in a known way. */
export interface RuleCase {
  rule: string;
  /** What the record shows. */
  name: string;
  /** The record, patched. */
  record: JsonObject;
  /** Cluster of an audit event, which records of that kind do not name. */
  cluster?: string;
  expect: Expectation;
  /** Where the case stands. */
  place: Place;
  rulePlace: Place;
}

/** The exact text of the rule's output, or why there is none. */
export type Expectation = { output: string } | "quiet" | "unknown";
