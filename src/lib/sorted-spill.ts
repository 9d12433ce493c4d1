import type { Json } from "../model/json.ts";
import { SpillFile } from "./spill-file.ts";

/** Weight, in bytes, that is kept in memory before it goes to a file. */
const IN_MEMORY = 32 * 1024 ** 2;
/** The first few of many are looked for in batches of this many items at least. */
const SMALLEST_BATCH = 1000;

export interface SortedSpillOptions<T> {
  compare: (a: T, b: T) => number;
  /** Bytes that an item takes, roughly. */
  weigh: (item: T) => number;
  /** How many of the first items are wanted; absent: all. */
  top?: number | undefined;
  inMemory?: number | undefined;
}

/** Sorts more than fits into memory; of equal items the one added first comes first. */
export class SortedSpill<T extends Json> {
  readonly #options: SortedSpillOptions<T>;
  readonly #file: SpillFile<T>;
  #items: T[] = [];
  #weight = 0;
  /** Nothing behind it is wanted. */
  #last: T | undefined;

  constructor(options: SortedSpillOptions<T>) {
    this.#options = options;
    this.#file = new SpillFile(options.compare);
  }

  /** Whether an item that compares like this one may be among those wanted. */
  wants(item: T): boolean {
    return this.#last === undefined || this.#options.compare(item, this.#last) < 0;
  }

  /** @throws AppError "rejected" when the temporary file cannot be written */
  push(item: T): void {
    if (!this.wants(item)) return;
    const { weigh, top, inMemory = IN_MEMORY } = this.#options;
    this.#items.push(item);
    this.#weight += weigh(item);
    if (top !== undefined && this.#items.length >= Math.max(2 * top, SMALLEST_BATCH)) this.#shorten(top);
    if (this.#weight < inMemory) return;
    this.#file.add(this.#sorted());
    this.#items = [];
    this.#weight = 0;
  }

  /** The items in order. */
  *drain(): Generator<T> {
    const { top = Number.POSITIVE_INFINITY } = this.#options;
    if (!this.#file.empty && this.#items.length > 0) {
      this.#file.add(this.#sorted());
      this.#items = [];
    }
    let count = 0;
    for (const item of this.#file.empty ? this.#sorted() : this.#file.merged()) {
      if (count++ >= top) return;
      yield item;
    }
  }

  /** Removes the file. */
  close(): void {
    this.#file.close();
  }

  #sorted(): T[] {
    return this.#items.toSorted(this.#options.compare);
  }

  #shorten(top: number): void {
    this.#items = this.#sorted().slice(0, top);
    this.#last = this.#items.at(-1);
    this.#weight = this.#items.reduce((sum, item) => sum + this.#options.weigh(item), 0);
  }
}
