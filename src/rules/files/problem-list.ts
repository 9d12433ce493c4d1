import type { RuleProblem } from "../../model/rule.ts";
import { inOrder } from "./problem-order.ts";

/** After so many errors what is left is not looked at. */
export const MOST_ERRORS = 10_000;

/** Where problems are said, an array for instance. */
export interface ProblemSink {
  push(problem: RuleProblem): unknown;
}

/** What is wrong with rule files, as it is found. */
export class ProblemList implements ProblemSink {
  readonly all: RuleProblem[] = [];
  #errors = 0;

  push(problem: RuleProblem): void {
    this.all.push(problem);
    if (problem.level === "error") this.#errors += 1;
  }

  pushAll(problems: Iterable<RuleProblem>): void {
    for (const problem of problems) this.push(problem);
  }

  /** Whether there are more errors than anybody reads. */
  get isFull(): boolean {
    return this.#errors >= MOST_ERRORS;
  }

  /** Each problem once, in the order of the files and of their lines. */
  inOrder(files: readonly string[]): RuleProblem[] {
    return inOrder(this.isFull ? [...this.all, tooMany(this.all.at(-1)!)] : this.all, files);
  }
}

function tooMany({ at }: RuleProblem): RuleProblem {
  const message = `more than ${MOST_ERRORS.toLocaleString("en")} errors: what is left was not looked at`;
  return { level: "error", code: "LOAD_ERR_VALIDATE", at, message, hint: "mend those that are named first" };
}
