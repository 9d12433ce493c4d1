import type { Explanation } from "../../../model/rule.ts";

/**
 * The same tree with the parts marked that made the whole come out as it did: of an `and` that is false the false
 * ones, of one that is true all; of an `or` the other way round; of anything unknown what is unknown.
 */
export function decisive(explanation: Explanation): Explanation {
  const parts = explanation.parts.map((part) => (decides(part, explanation) ? decisive(part) : part));
  return { ...explanation, decided: true, parts };
}

/** A part agrees with the whole, but for `not`, whose part always decides. */
function decides(part: Explanation, whole: Explanation): boolean {
  return whole.kind === "not" || part.result === whole.result;
}
