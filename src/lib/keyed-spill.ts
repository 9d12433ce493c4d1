import type { Json } from "../model/json.ts";
import { SpillFile } from "./spill-file.ts";

/** Weight, in bytes, that is kept in memory before it goes to a file. */
const IN_MEMORY = 48 * 1024 ** 2;
/** What an entry takes beside its text. */
const ENTRY = 100;

type Entry<T extends Json> = [key: string, value: T];

export interface KeyedSpillOptions<T> {
  /** One value of two that have the same key; `a` was there first. */
  merge: (a: T, b: T) => T;
  /** Bytes that a new value takes, roughly. */
  weigh: (value: T) => number;
  inMemory?: number | undefined;
}

/** One value a key, for more keys than fit into memory. */
export class KeyedSpill<T extends Json> {
  readonly #options: KeyedSpillOptions<T>;
  readonly #file = new SpillFile<Entry<T>>(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  #values = new Map<string, T>();
  #weight = 0;

  constructor(options: KeyedSpillOptions<T>) {
    this.#options = options;
  }

  /** What is in memory under a key: nothing, or a part only, where others have gone to the file. */
  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  /** Replaces what `get` gives. @throws AppError "rejected" when the temporary file cannot be written */
  set(key: string, value: T): void {
    const isNew = !this.#values.has(key);
    this.#values.set(key, value);
    if (!isNew) return;
    this.#weight += 2 * key.length + ENTRY + this.#options.weigh(value);
    if (this.#weight >= (this.#options.inMemory ?? IN_MEMORY)) this.#spill();
  }

  /** The entries by ascending key. */
  *entries(): Generator<Entry<T>> {
    if (this.#file.empty) {
      yield* this.#sorted();
      return;
    }
    this.#spill();
    let last: Entry<T> | undefined;
    for (const entry of this.#file.merged()) {
      if (last?.[0] === entry[0]) last[1] = this.#options.merge(last[1], entry[1]);
      else {
        if (last) yield last;
        last = entry;
      }
    }
    if (last) yield last;
  }

  /** Removes the file. */
  close(): void {
    this.#file.close();
  }

  #spill(): void {
    if (this.#values.size > 0) this.#file.add(this.#sorted());
    this.#values = new Map();
    this.#weight = 0;
  }

  #sorted(): Entry<T>[] {
    return [...this.#values].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
