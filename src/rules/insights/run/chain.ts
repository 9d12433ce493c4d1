import type { Plan } from "../plan/plan.ts";
import type { Stage } from "../plan/stages.ts";
import type { Value } from "../values/value.ts";
import { DedupRun } from "./dedup-run.ts";
import { keeper } from "./kept.ts";
import { LimitRun } from "./limit-run.ts";
import type { KeptRow, Row, RunContext } from "./row.ts";
import { SortRun } from "./sort-run.ts";
import { StatsRun } from "./stats-run.ts";
import type { Next, StageRun } from "./stage-run.ts";
import { StepsRun } from "./steps-run.ts";

/** Several stages, one pushing into the next. */
export type Chain = StageRun;

/**
 * Sets stages to work.
 * @param take  is given the rows that come out, cells in the order of the columns
 */
export function chainOf(
  plan: Plan,
  stages: readonly Stage[],
  context: RunContext,
  take: (cells: Value[]) => void,
): Chain {
  const keep = keeper(plan.fields);
  const runs: StageRun[] = [];
  const last: Next = { push: (row) => take(plan.columns.map(({ value }) => value(row))), end: () => {} };
  const first = stages.reduceRight<Next>((next, stage) => {
    const run = runOf(stage, { plan, keep, context, next });
    runs.push(run);
    return run;
  }, last);
  return {
    push: (row) => first.push(row),
    end: () => first.end(),
    close: () => {
      for (const run of runs) run.close();
    },
  };
}

interface Surroundings {
  plan: Plan;
  keep: (row: Row) => KeptRow;
  context: RunContext;
  next: Next;
}

function runOf(stage: Stage, { plan, keep, context, next }: Surroundings): StageRun {
  switch (stage.kind) {
    case "steps":
      return new StepsRun(stage.steps, next);
    case "sort":
      return new SortRun(stage, keep, context, next);
    case "limit":
      return new LimitRun(stage.count, next);
    case "dedup":
      return new DedupRun(stage.by, keep, context, next);
    default:
      return new StatsRun(stage, plan.size, context, next);
  }
}
