import { SortedSpill } from "../../../lib/sorted-spill.ts";
import type { Stage } from "../plan/stages.ts";
import { naturalOrder } from "../values/natural-order.ts";
import { rowOf, weightOf } from "./kept.ts";
import { rowOrder } from "./row.ts";
import type { KeptRow, Row, RunContext } from "./row.ts";
import type { Next, StageRun } from "./stage-run.ts";

type SortStage = Extract<Stage, { kind: "sort" }>;

/** `sort`, and wherever else rows have to come in order. */
export class SortRun implements StageRun {
  readonly #rows: SortedSpill<KeptRow>;
  readonly #keep: (row: Row) => KeptRow;
  readonly #run: RunContext;
  readonly #next: Next;

  constructor({ keys, top }: SortStage, keep: (row: Row) => KeptRow, run: RunContext, next: Next) {
    const compare = (a: KeptRow, b: KeptRow) => {
      for (const { slot, descending } of keys) {
        const order = naturalOrder(a[2][slot] ?? null, b[2][slot] ?? null);
        if (order !== 0) return descending ? -order : order;
      }
      return rowOrder(a, b);
    };
    this.#rows = new SortedSpill({ compare, weigh: weightOf, top, inMemory: run.inMemory });
    this.#keep = keep;
    this.#run = run;
    this.#next = next;
  }

  push(row: Row): void {
    // Its keys are set already: most rows of a long input are not among the first ones, and need not be kept.
    if (this.#rows.wants([row.time, row.place, row.slots as KeptRow[2]])) this.#rows.push(this.#keep(row));
  }

  end(): void {
    let place = 0;
    for (const [, , slots] of this.#rows.drain()) this.#next.push(rowOf([0, place++, slots], this.#run));
    this.close();
    this.#next.end();
  }

  close(): void {
    this.#rows.close();
  }
}
