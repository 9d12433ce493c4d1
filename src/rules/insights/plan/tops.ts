import type { Stage } from "./stages.ts";

/** Tells a sort how many of its rows a later limit will take, where nothing between drops any. */
export function withTops(stages: readonly Stage[]): Stage[] {
  return stages.map((stage, at) => {
    if (stage.kind !== "sort") return stage;
    const next = stages
      .slice(at + 1)
      .find((each) => each.kind !== "steps" || each.steps.some(({ kind }) => kind === "filter"));
    return next?.kind === "limit" ? { ...stage, top: next.count } : stage;
  });
}
