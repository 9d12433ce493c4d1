import { KeyedSpill } from "../../../lib/keyed-spill.ts";
import { textOf } from "../values/value.ts";
import { rowOf, weightOf } from "./kept.ts";
import { rowOrder } from "./row.ts";
import type { Evaluate, KeptRow, Row, RunContext } from "./row.ts";
import type { Next, StageRun } from "./stage-run.ts";

/** `dedup`: of rows with the same values the first in order; rows without one of the values all stay. */
export class DedupRun implements StageRun {
  readonly #by: readonly Evaluate[];
  readonly #rows: KeyedSpill<KeptRow>;
  readonly #keep: (row: Row) => KeptRow;
  readonly #run: RunContext;
  readonly #next: Next;

  constructor(by: readonly Evaluate[], keep: (row: Row) => KeptRow, run: RunContext, next: Next) {
    this.#by = by;
    this.#rows = new KeyedSpill({
      merge: (a, b) => (rowOrder(a, b) <= 0 ? a : b),
      weigh: weightOf,
      inMemory: run.inMemory,
    });
    this.#keep = keep;
    this.#run = run;
    this.#next = next;
  }

  push(row: Row): void {
    const values = this.#by.map((value) => textOf(value(row)));
    if (values.includes(null)) {
      this.#next.push(row);
      return;
    }
    const key = JSON.stringify(values);
    const first = this.#rows.get(key);
    if (!first || rowOrder([row.time, row.place, []], first) < 0) this.#rows.set(key, this.#keep(row));
  }

  end(): void {
    for (const [, row] of this.#rows.entries()) this.#next.push(rowOf(row, this.#run));
    this.close();
    this.#next.end();
  }

  close(): void {
    this.#rows.close();
  }
}
