import type { MessageField } from "../plan/scope.ts";
import type { Value } from "../values/value.ts";
import type { KeptRow, Row, RunContext } from "./row.ts";

const NUMBER_BYTES = 16;
const ROW_BYTES = 120;

/** Makes rows that can be kept: everything is read that may be asked for later, and no text holds on to its record. */
export function keeper(fields: readonly MessageField[]): (row: Row) => KeptRow {
  return (row) => {
    for (const { slot, read } of fields) {
      if (row.slots[slot] === undefined) row.slots[slot] = row.record ? read(row.record, row.run) : null;
    }
    return [row.time, row.place, Array.from(row.slots, (value) => owned(value ?? null))];
  };
}

/** A text of its own: the piece of a longer one would keep all of that in memory. */
function owned(value: Value): Value {
  return typeof value === "string" && value.length > 12 ? (JSON.parse(JSON.stringify(value)) as string) : value;
}

export function rowOf([time, place, slots]: KeptRow, run: RunContext): Row {
  return { time, place, slots, record: undefined, run };
}

export function weightOf([, , slots]: KeptRow): number {
  let weight = ROW_BYTES;
  for (const value of slots) weight += typeof value === "string" ? value.length : NUMBER_BYTES;
  return weight;
}
