import type { Explanation } from "../../model/rule.ts";

/** The checks because of which the whole came out as it did, in their order. */
export function deciding(explanation: Explanation): Explanation[] {
  if (!explanation.decided) return [];
  const within = explanation.parts.flatMap(deciding);
  return within.length > 0 ? within : [explanation];
}
