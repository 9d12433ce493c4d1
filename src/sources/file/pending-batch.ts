import { createHash } from "node:crypto";
import type { Batch, Counts, Decoded, Notice, UnitFailure } from "../../model/source.ts";

/** Events, records of other kinds, units and bytes after which a batch is handed on. */
const EVENTS = 512;
const REJECTS = 1024;
const UNITS = 512;
const BYTES = 1024 ** 2;

/** Gathers what was decoded of many small files, or of a part of a large one, into one batch. */
export class PendingBatch {
  #batch = emptyBatch();
  #id = createHash("sha256");
  #parts = 0;

  /** @param part  names the same slab of the same input, and no other */
  add(part: string, { events, rejects, counts, notices, bytes }: Decoded): void {
    this.#part(part);
    for (const event of events) this.#batch.events.push(event);
    for (const reject of rejects) this.#batch.rejects.push(reject);
    this.#batch.notices.push(...notices);
    this.#batch.bytes += bytes;
    addCounts(this.#batch.counts, counts);
  }

  skip(part: string, reason: string): void {
    this.#part(part);
    const { skips } = this.#batch.counts;
    skips[reason] = (skips[reason] ?? 0) + 1;
  }

  fail(failure: UnitFailure): void {
    this.#part(`failure|${failure.unit}|${failure.error.message}`);
    this.#batch.failures.push(failure);
  }

  notice(notice: Notice): void {
    this.#part(`notice|${notice.code}|${notice.unit ?? ""}`);
    this.#batch.notices.push(notice);
  }

  /** A unit has been read to its end. Counts as a part: its records may all have gone with earlier batches. */
  unitRead(unit: string): void {
    this.#part(`read|${unit}`);
    this.#batch.unitsRead++;
  }

  get full(): boolean {
    const { events, rejects, bytes } = this.#batch;
    return events.length >= EVENTS || rejects.length >= REJECTS || this.#parts >= UNITS || bytes >= BYTES;
  }

  get empty(): boolean {
    return this.#parts === 0;
  }

  take(): Batch {
    const batch = { ...this.#batch, id: this.#id.digest("hex") };
    this.#batch = emptyBatch();
    this.#id = createHash("sha256");
    this.#parts = 0;
    return batch;
  }

  #part(part: string): void {
    this.#parts++;
    this.#id.update(part).update("\n");
  }
}

function emptyBatch() {
  const counts: Counts = { events: {}, partials: 0, pointers: 0, controls: 0, skips: {}, duplicates: 0, rejects: 0 };
  const lists = { events: [], rejects: [], notices: [], failures: [] };
  const batch: Batch & { failures: UnitFailure[]; unitsRead: number } = {
    id: "",
    ...lists,
    counts,
    unitsRead: 0,
    bytes: 0,
    ack: async () => {},
  };
  return batch;
}

function addCounts(sum: Counts, more: Counts): void {
  for (const [kind, count] of Object.entries(more.events) as [keyof Counts["events"], number][])
    sum.events[kind] = (sum.events[kind] ?? 0) + count;
  for (const [reason, count] of Object.entries(more.skips)) sum.skips[reason] = (sum.skips[reason] ?? 0) + count;
  sum.partials += more.partials;
  sum.pointers += more.pointers;
  sum.controls += more.controls;
  sum.duplicates += more.duplicates;
  sum.rejects += more.rejects;
}
