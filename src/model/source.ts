import type { ClusterRef } from "./cluster.ts";
import type { AppError } from "./errors.ts";
import type { Event, EventKind } from "./event.ts";

/** Why something was not understood: a closed list, docs/inputs.md explains each. */
export type RejectCode =
  | "gzip-corrupt"
  | "gzip-truncated"
  | "base64"
  | "utf8"
  | "json"
  | "json-truncated"
  | "envelope-unknown"
  | "record-unknown"
  | "too-large"
  | "too-deep"
  | "bomb"
  | "encrypted-or-denied";

/** Something that was not understood: kept, counted, shown. */
export interface Reject {
  unit: string;
  /** 1-based; absent when the unit itself could not be framed. */
  record?: number;
  offset: number;
  reason: RejectCode;
  /** What is wrong and what to do, one sentence. */
  detail: string;
  /** First 256 bytes as text. */
  sample: string;
}

/** How many records of each class a batch held. Their sum is the number of records framed. */
export interface Counts {
  events: { [kind in EventKind]?: number };
  /** Salvaged audit events; also counted in `events`. */
  partials: number;
  pointers: number;
  controls: number;
  skips: { [reason: string]: number };
  duplicates: number;
  rejects: number;
}

export interface Notice {
  code: string;
  text: string;
  unit?: string;
}

/** How far an ordered source has been read; opaque to everybody else. */
export interface Checkpoint {
  source: string;
  partition: string;
  position: string;
}

/** One thing handed to the reader: a file, an object, a message, a body. */
export interface Unit {
  /** As the user would write it; `name#N` is its Nth record. */
  name: string;
}

export interface DecodeOptions {
  /** Epoch ms at which the unit was read. */
  receivedAt: number;
  /** The cluster of audit events and control-plane lines where neither envelope nor record says. */
  cluster?: ClusterRef;
}

/** What was read of about 1 MB of a unit. */
export interface Decoded {
  events: Event[];
  rejects: Reject[];
  counts: Counts;
  notices: Notice[];
  /** Bytes of the unit as it lies that were moved past. */
  bytes: number;
}

/** Reads a unit to its end whatever is in it; what cannot be understood is a reject, never an exception of its own. */
export type Decode = (
  unit: Unit,
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
  options: DecodeOptions,
) => AsyncIterable<Decoded>;

/** An input that could not be opened or read at all. */
export interface UnitFailure {
  unit: string;
  error: AppError;
}

export interface Batch {
  /** Same input, same id. */
  id: string;
  checkpoint?: Checkpoint;
  events: Event[];
  rejects: Reject[];
  counts: Counts;
  notices: Notice[];
  /** Inputs that could not be read; no INPUT readable at all is an error of the run, some of them an incomplete one. */
  failures?: UnitFailure[];
  /** Units of which this batch holds the end, so that a run knows whether anything was readable. */
  unitsRead?: number;
  /** Bytes of the input as it lies (compressed) that this batch moved past. */
  bytes: number;
  /** Called after the commit; repeatable. Stands by itself (no `this`), so that it does not keep the events in memory. */
  ack: () => Promise<void>;
}

export interface Source {
  id: string;
  /** Begins what can be done before anybody reads. */
  prepare?(): void;
  read(from: Checkpoint | undefined, signal: AbortSignal): AsyncIterable<Batch>;
  /** What there is to read, for a progress bar; absent where the input has no end. */
  total?(): Promise<{ units: number; bytes: number }>;
  close(): Promise<void>;
}
