import { SeenKeys } from "../lib/seen-keys.ts";
import type { Event, Origin } from "../model/event.ts";
import type { Counts, Decoded, Notice, Reject, RejectCode } from "../model/source.ts";
import type { Context } from "./envelopes/context.ts";

const SAMPLE_BYTES = 256;
/** Characters of records, or items, after which what was read is handed on. */
const SLAB = 1024 ** 2;
const ITEMS = 8192;

/** Counts what was read of a unit, numbers its records and drops those that come twice. */
export class Taken {
  readonly #unit: string;
  readonly #seen = new SeenKeys();
  readonly #noted = new Set<string>();
  #record = 0;
  #weight = 0;
  #items = 0;
  #slab = emptySlab();

  constructor(unit: string) {
    this.#unit = unit;
  }

  /** Enough was read to be handed on. */
  get full(): boolean {
    return this.#weight >= SLAB || this.#items >= ITEMS;
  }

  /** Gives the next record its place. */
  origin(context: Context): Origin {
    const { offset, chain, logGroup, logStream, logEventId, logTime, ingestionTime, flags } = context;
    const origin: Origin = { unit: this.#unit, record: ++this.#record, offset, chain };
    if (logGroup !== undefined) origin.logGroup = logGroup;
    if (logStream !== undefined) origin.logStream = logStream;
    if (logEventId !== undefined) origin.logEventId = logEventId;
    if (logTime !== undefined) origin.logTime = logTime;
    if (ingestionTime !== undefined) origin.ingestionTime = ingestionTime;
    if (flags !== undefined) origin.flags = flags;
    return origin;
  }

  event(event: Event): void {
    this.#weigh(event.text.length);
    const { counts, events } = this.#slab;
    if (!this.#seen.add(event.id)) {
      counts.duplicates++;
      return;
    }
    counts.events[event.kind] = (counts.events[event.kind] ?? 0) + 1;
    if (event.partial) counts.partials++;
    events.push(event);
  }

  pointer(place: string): void {
    this.#count();
    this.#slab.counts.pointers++;
    this.#slab.notices.push({ code: "pointer", text: `${place} is named here; it was not fetched`, unit: this.#unit });
  }

  control(): void {
    this.#count();
    this.#slab.counts.controls++;
  }

  skip(reason: string): void {
    this.#count();
    const { skips } = this.#slab.counts;
    skips[reason] = (skips[reason] ?? 0) + 1;
  }

  reject(reason: RejectCode, detail: string, text: string, offset: number): void {
    const sample = Buffer.from(text.slice(0, SAMPLE_BYTES))
      .subarray(0, SAMPLE_BYTES)
      .toString()
      .replace(/\uFFFD$/, "");
    this.#count();
    this.#weigh(sample.length);
    this.#slab.counts.rejects++;
    this.#slab.rejects.push({ unit: this.#unit, record: this.#record, offset, reason, detail, sample });
  }

  /** Says something once per unit. */
  notice(code: string, text: string): void {
    if (this.#noted.has(code)) return;
    this.#noted.add(code);
    this.#slab.notices.push({ code, text, unit: this.#unit });
  }

  flush(bytes: number): Decoded {
    const slab = { ...this.#slab, bytes };
    this.#slab = emptySlab();
    this.#weight = 0;
    this.#items = 0;
    return slab;
  }

  #count(): void {
    this.#record++;
    this.#weigh(0);
  }

  #weigh(characters: number): void {
    this.#weight += characters;
    this.#items++;
  }
}

function emptySlab(): { events: Event[]; rejects: Reject[]; counts: Counts; notices: Notice[] } {
  return { events: [], rejects: [], counts: emptyCounts(), notices: [] };
}

function emptyCounts(): Counts {
  return { events: {}, partials: 0, pointers: 0, controls: 0, skips: {}, duplicates: 0, rejects: 0 };
}
