import type { Step } from "../plan/steps.ts";
import type { Row } from "./row.ts";
import type { Next, StageRun } from "./stage-run.ts";

/** Commands that look at one row at a time. */
export class StepsRun implements StageRun {
  readonly #steps: readonly Step[];
  readonly #next: Next;

  constructor(steps: readonly Step[], next: Next) {
    this.#steps = steps;
    this.#next = next;
  }

  push(row: Row): void {
    if (passes(this.#steps, row)) this.#next.push(row);
  }

  end(): void {
    this.#next.end();
  }

  close(): void {}
}

/**
 * Takes a row through steps; a row that only negations of something missing kept from passing is counted.
 * @returns whether it passes
 */
export function passes(steps: readonly Step[], row: Row): boolean {
  let strictly = true;
  for (const step of steps) {
    if (step.kind === "set") {
      step.set(row);
      continue;
    }
    if (strictly) {
      const value = step.passes(row);
      if (value === true) continue;
      if (value === false || !step.leniently) return false;
      strictly = false;
    }
    if ((step.leniently ?? step.passes)(row) !== true) return false;
  }
  if (!strictly && row.run.notes) row.run.notes.missingNegation += 1;
  return strictly;
}
