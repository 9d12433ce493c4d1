import type { Event } from "../../../model/event.ts";
import type { Explanation, Truth } from "../../../model/rule.ts";
import type { Demand } from "./demand.ts";

/** A compiled part of a condition. */
export interface Part {
  /** With nothing unseen: true or false. */
  holds(event: Event): boolean;
  /** With these paths unseen. */
  judge(event: Event, unseen: readonly string[]): Truth;
  /** Every part below it asked, none marked as decisive yet. */
  explain(event: Event, unseen: readonly string[]): Explanation;
  /** Paths of the record it rests on. */
  reads: readonly string[];
  demand: Demand;
  /** Checks below it, those of macros as often as they are asked. */
  checks: number;
  /** Levels below it. */
  height: number;
}
