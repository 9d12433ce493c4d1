import type { Json } from "../../../model/json.ts";
import type { Value } from "../values/value.ts";

/** When a row was: its `@timestamp` where it has one, and its place among the rows read. */
export interface Moment {
  time: number | null;
  place: number;
}

/** Folds the values of a group into a state; states of parts of a group can be merged in any order. */
export interface Fold<S extends Json = Json> {
  kind: "fold";
  start: S;
  add(state: S, value: Value, at: Moment): S;
  merge(a: S, b: S): S;
  result(state: S): Value;
}

/** Needs all values of a group, as texts in their order with how often each came. */
export interface Collection {
  kind: "collection";
  /** What is collected of a value; null: nothing. */
  element(value: Value): string | null;
  /**
   * @param elements  ascending by code unit
   * @param total  how many there were, repetitions counted
   */
  result(elements: Iterable<readonly [element: string, count: number]>, total: number, parameter: number): Value;
}

export interface AggregateDefinition {
  name: string;
  usage: string;
  /** Whether `()` and `(*)` stand for every row. */
  ofRows?: true;
  /** What the second argument says, if there is one: a constant number within these bounds. */
  parameter?: { least: number; most: number; what: string };
  how: Fold | Collection;
}
