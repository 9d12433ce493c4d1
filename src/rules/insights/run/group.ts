import type { AggregatePlan, StatsStage } from "../plan/stages.ts";
import type { Json } from "../../../model/json.ts";
import type { Value } from "../values/value.ts";
import { numberOf, textOf } from "../values/value.ts";
import type { Row, RunContext } from "./row.ts";

/**
 * What is kept of a group: the row it came first with (time, place), the values it is grouped by, and a state for each
 * aggregate; of a collection the number of its elements.
 */
export type Group = [time: number, place: number, by: Value[], states: Json[]];

/** The name of a row's group, and the values that make it. */
export function groupKey(row: Row, { by }: StatsStage): { key: string; values: Value[] } {
  const values = by.map((value) => value(row));
  return { values, key: JSON.stringify(values.map(textOf)) };
}

export function newGroup(row: Row, by: Value[], { aggregates }: StatsStage): Group {
  return [row.time, row.place, by, aggregates.map(({ how }) => (how.kind === "fold" ? how.start : 0))];
}

/**
 * A group with one more row.
 * @param collect  is given what the collections among the aggregates collect
 */
export function withRow(
  [time, place, by, states]: Group,
  row: Row,
  { aggregates, time: timeOf }: StatsStage,
  collect: (aggregate: number, element: string) => void,
): Group {
  const at = { time: numberOf(timeOf(row)), place: row.place };
  const next = aggregates.map(({ how, value }, index) => {
    if (how.kind === "fold") return how.add(states[index]!, value(row), at);
    const element = how.element(value(row));
    if (element === null) return states[index]!;
    collect(index, element);
    return Number(states[index]) + 1;
  });
  const isFirst = row.time > time || (row.time === time && row.place < place);
  return isFirst ? [row.time, row.place, by, next] : [time, place, by, next];
}

export function mergeGroups(a: Group, b: Group, aggregates: readonly AggregatePlan[]): Group {
  const states = aggregates.map(({ how }, at) =>
    how.kind === "fold" ? how.merge(a[3][at]!, b[3][at]!) : Number(a[3][at]) + Number(b[3][at]),
  );
  const first = b[0] > a[0] || (b[0] === a[0] && b[1] < a[1]) ? b : a;
  return [first[0], first[1], first[2], states];
}

/** The row of a group, given what came of its aggregates. */
export function groupRow(
  [time, place, by]: Group,
  results: readonly Value[],
  { keySlots, aggregates }: StatsStage,
  { size, run }: { size: number; run: RunContext },
): Row {
  const slots: Value[] = Array.from({ length: size }, () => null);
  for (const [at, slot] of keySlots.entries()) slots[slot] = by[at]!;
  for (const [at, { slot }] of aggregates.entries()) slots[slot] = results[at]!;
  return { time, place, slots, record: undefined, run };
}
