import type { DriftRule } from "../../model/facts.ts";
import type { Notice } from "../../model/source.ts";
import { rank } from "../../model/severity.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { ruled } from "./covers.ts";
import { worstOf } from "./rating/index.ts";

/** Names what `drift_rules` leave unwatched although a change of it can be critical or high: one notice a type. */
export function unwatchedNotices(driftRules: readonly DriftRule[]): Notice[] {
  const types = [...new Set(driftRules.flatMap(({ resourceTypes }) => resourceTypes))];
  return types.flatMap((type) => {
    const rows = aliasTables.get(type)?.attributes ?? [];
    const paths = rows.filter(({ path, kind }) => kind !== "argument" && isGrave(type, path)).map(({ path }) => path);
    const unwatched = paths.filter((path) => ruled(type, path, { driftRules }) === "unwatched");
    if (unwatched.length === 0) return [];
    const text = `drift_rules do not watch these attributes of ${type}, a change of which can be critical or high: ${unwatched.join(", ")}`;
    return [{ code: "drift-rules-unwatched", text }];
  });
}

function isGrave(type: string, path: string): boolean {
  return rank(worstOf(type, path)) >= rank("high");
}
