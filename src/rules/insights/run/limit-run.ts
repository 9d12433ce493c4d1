import type { Row } from "./row.ts";
import type { Next, StageRun } from "./stage-run.ts";

/** `limit`; rows come in order. */
export class LimitRun implements StageRun {
  #left: number;
  readonly #next: Next;

  constructor(count: number, next: Next) {
    this.#left = count;
    this.#next = next;
  }

  push(row: Row): void {
    if (this.#left-- > 0) this.#next.push(row);
  }

  end(): void {
    this.#next.end();
  }

  close(): void {}
}
