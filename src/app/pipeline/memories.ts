import { Heap } from "../../lib/heap.ts";
import type { Step } from "../../model/detector.ts";
import type { Json } from "../../model/json.ts";
import type { MemoryRef, MemoryRow, MemoryWrite, PipelineStore } from "../../model/store.ts";

export interface Held extends MemoryRef {
  memory: Json | undefined;
  /** Of the row in the store; 0 where there is none. */
  version: number;
  wakeAt: number | undefined;
}

/** Detectors' memories of the process, read from the store once and dropped when another process was quicker. */
export class Memories {
  readonly #store: PipelineStore;
  readonly #held = new Map<string, Held>();
  /** Those that differ from their rows in the store. */
  readonly #changed = new Map<string, Held>();
  #written: readonly Held[] = [];
  readonly #wakes = new Heap<{ time: number; held: Held }>(wakesBefore);

  constructor(store: PipelineStore) {
    this.#store = store;
  }

  /** Makes sure that `of` knows these keys. */
  async recall(refs: readonly MemoryRef[]): Promise<void> {
    const missing = new Map(refs.map((ref) => [nameOf(ref), ref] as const).filter(([name]) => !this.#held.has(name)));
    if (missing.size === 0) return;
    const rows = await this.#store.recall([...missing.values()]);
    for (const row of rows) this.#hold(row);
    for (const [name, { detector, revision, key }] of missing) {
      if (this.#held.has(name)) continue;
      this.#held.set(name, { detector, revision, key, memory: undefined, version: 0, wakeAt: undefined });
    }
  }

  /** The memory of a key that was recalled before. */
  of(ref: MemoryRef): Held {
    return this.#held.get(nameOf(ref))!;
  }

  /** Takes over what a fold or a tick has made of a memory. */
  keep(held: Held, step: Step<unknown>): void {
    const wakeAt = step.wakeAt === undefined ? undefined : Math.min(step.wakeAt, Number.MAX_SAFE_INTEGER);
    if (held.memory === step.memory && held.wakeAt === wakeAt) return;
    held.memory = step.memory as Json | undefined;
    held.wakeAt = step.memory === undefined ? undefined : wakeAt;
    const name = nameOf(held);
    this.#changed.set(name, held);
    this.#held.delete(name); // to the end of the map: used last
    this.#held.set(name, held);
    this.#schedule(held);
  }

  /** Recalls what the store has due at a time; memories that are held already are as they are here. */
  async recallDue(time: number): Promise<Held[]> {
    for (let limit = 1000; ; limit *= 2) {
      const rows = await this.#store.due(time, limit);
      const held = rows.map((row) => this.#held.get(nameOf(row)) ?? this.#hold(row));
      if (rows.length < limit) return held;
    }
  }

  /** The memory that is due first at this time, taken from the queue; those in the store must have been recalled. */
  nextDue(time: number): (Held & { wakeAt: number }) | undefined {
    for (let next = this.#wakes.peek(); next && next.time <= time; next = this.#wakes.peek()) {
      this.#wakes.pop();
      if (next.held.wakeAt === next.time) return next.held as Held & { wakeAt: number };
    }
    return undefined;
  }

  /**
   * What the next commit has to write.
   * @param mayStay  how many memories may live on in the process alone; 0 = every change is written
   */
  writes(mayStay: number): MemoryWrite[] {
    this.#written = mayStay === 0 ? [...this.#changed.values()] : this.#leaving(mayStay);
    return this.#written.map(({ wakeAt, ...write }) => (wakeAt === undefined ? write : { ...write, wakeAt }));
  }

  /** Of the memories beyond `mayStay`, those held longest, the ones that the store does not know yet. */
  #leaving(mayStay: number): Held[] {
    const beyond = Math.max(0, this.#held.size - mayStay);
    return [...this.#held].slice(0, beyond).flatMap(([name]) => this.#changed.get(name) ?? []);
  }

  /** The writes are in the store. Forgets the memories that were changed longest ago, beyond `most`. */
  committed(most: number): void {
    for (const held of this.#written) {
      const name = nameOf(held);
      held.version = held.memory === undefined ? 0 : held.version + 1;
      this.#changed.delete(name);
    }
    this.#written = [];
    for (const [name, held] of this.#held) {
      if (this.#held.size <= most) break;
      if (this.#changed.has(name)) continue;
      held.wakeAt = undefined; // voids the queue's entry: from now on the store knows
      this.#held.delete(name);
    }
  }

  drop(): void {
    this.#held.clear();
    this.#changed.clear();
    this.#written = [];
    this.#wakes.clear();
  }

  #hold(row: MemoryRow): Held {
    const { detector, revision, key, memory, version, wakeAt } = row;
    const held: Held = { detector, revision, key, memory, version, wakeAt };
    this.#held.set(nameOf(row), held);
    this.#schedule(held);
    return held;
  }

  #schedule(held: Held): void {
    if (held.wakeAt !== undefined) this.#wakes.push({ time: held.wakeAt, held });
  }
}

/** One name for what a memory belongs to. */
export function nameOf({ detector, revision, key }: MemoryRef): string {
  return `${detector}\n${revision}\n${key}`;
}

function wakesBefore(a: { time: number; held: Held }, b: { time: number; held: Held }): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.held.detector !== b.held.detector) return a.held.detector < b.held.detector;
  return a.held.key < b.held.key;
}
