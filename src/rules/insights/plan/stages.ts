import type { Collection, Fold } from "../aggregates/signature.ts";
import type { Evaluate } from "../run/row.ts";
import type { Step } from "./steps.ts";

/** An aggregate of one stats. */
export interface AggregatePlan {
  how: Fold | Collection;
  /** What is aggregated of a row; of `count(*)` something that is always there. */
  value: Evaluate;
  /** Where its result goes. */
  slot: number;
  /** The percentage of `pct`. */
  parameter: number;
}

export interface StatsStage {
  kind: "stats";
  by: readonly Evaluate[];
  keySlots: readonly number[];
  aggregates: readonly AggregatePlan[];
  /** The `@timestamp` of a row. */
  time: Evaluate;
}

/** What is done to the rows, one stage after the other. */
export type Stage =
  | { kind: "steps"; steps: Step[] }
  /** Without keys: the order the rows have anyway. */
  | { kind: "sort"; keys: readonly { slot: number; descending: boolean }[]; top?: number }
  /** Rows come in order. */
  | { kind: "limit"; count: number }
  | { kind: "dedup"; by: readonly Evaluate[] }
  | StatsStage;

/** A column of the result. */
export interface Column {
  title: string;
  value: Evaluate;
}
