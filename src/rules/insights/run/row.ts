import type { LogRecord } from "../records/record.ts";
import type { Value } from "../values/value.ts";
import type { Notes } from "./notes.ts";

/** What all rows of a run share. */
export interface RunContext {
  /** Epoch ms at which the query began. */
  now: number;
  /** Absent: nobody wants to know. */
  notes: Notes | undefined;
  /** Only the first fields of each record count, as in the service. */
  serviceCaps: boolean;
  /** Bytes that a command keeps in memory before it goes on in files; absent: what suits. */
  inMemory?: number | undefined;
}

/** A row on its way through the commands. Rows are in order when `time` descends and, within it, `place` ascends. */
export interface Row {
  /** Values by slot; undefined: not read from the record yet. */
  slots: (Value | undefined)[];
  /** Where fields of the message are read from; undefined once all that are needed were read. */
  record: LogRecord | undefined;
  time: number;
  place: number;
  run: RunContext;
}

/** @param size  how many slots it needs @param place  its number among the records read */
export function newRow(record: LogRecord, place: number, size: number, run: RunContext): Row {
  return { slots: Array.from<Value | undefined>({ length: size }), record, time: record.timestamp, place, run };
}

/** A value that is computed of a row. */
export type Evaluate = (row: Row) => Value;

/** A row as it is kept: whole, and plain JSON. */
export type KeptRow = [time: number, place: number, slots: Value[]];

/** The order of rows where no command gives them another one. */
export function rowOrder([timeA, placeA]: KeptRow, [timeB, placeB]: KeptRow): number {
  return timeB - timeA || placeA - placeB;
}
