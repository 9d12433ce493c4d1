import type { Event, EventKind } from "./event.ts";

/** `aws-logs.md` A.0, a closed list. */
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

export interface Batch {
  /** Same input, same id. */
  id: string;
  checkpoint?: Checkpoint;
  events: Event[];
  rejects: Reject[];
  counts: Counts;
  notices: Notice[];
  /** Bytes of the input as it lies (compressed) that this batch moved past. */
  bytes: number;
  /** Called after the commit; repeatable. */
  ack(): Promise<void>;
}

export interface Source {
  id: string;
  read(from: Checkpoint | undefined, signal: AbortSignal): AsyncIterable<Batch>;
  close(): Promise<void>;
}
