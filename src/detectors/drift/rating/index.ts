import type { FindingChange } from "../../../model/finding.ts";
import { highest } from "../../../model/severity.ts";
import type { Severity } from "../../../model/severity.ts";
import type { Context } from "../context.ts";
import { ruled } from "../covers.ts";
import type { Register, Registers } from "../registers.ts";
import { accessRules } from "./access.ts";
import { clusterRules } from "./cluster.ts";
import { commonRules } from "./common.ts";
import { insideRules } from "./inside.ts";
import { nodeRules } from "./nodes.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";
import { surroundingRules } from "./surrounding.ts";

/** First row that has a judgement wins. */
const RULES: readonly RatingRule[] = [
  ...clusterRules,
  ...accessRules,
  ...nodeRules,
  ...surroundingRules,
  ...insideRules,
  ...commonRules,
];

/** The table's judgement of one line; `drift_rules` give their own severity, which a world-open endpoint does not heed. */
export function rating(line: FindingChange, register: Register, registers: Registers, context: Context): Rating {
  const found = firstJudgement({ line, register, registers, context });
  return { ...found, severity: severityOf(found, line, register, context) };
}

function severityOf(found: Rating, line: FindingChange, { value }: Register, context: Context): Severity {
  const isOmitted = "unknown" in value && value.omitted === true;
  const rule = line.path === "" ? undefined : ruled(context.target.ref.type, line.path, context.facts);
  if (found.absolute) return found.severity;
  if (rule !== undefined && rule !== "unwatched") return rule;
  return isOmitted ? "low" : found.severity;
}

/** The worst that a change of this attribute can come to. */
export function worstOf(type: string, path: string): Severity {
  return (
    highest(
      candidatesOf(type, path)
        .slice(0, 1)
        .map(({ worst }) => worst),
    ) ?? "medium"
  );
}

/** Rows by type and path; the number of paths is bounded, for keys of maps are part of them. */
const CANDIDATES_KEPT = 2000;
const candidates = new Map<string, readonly RatingRule[]>();

function candidatesOf(type: string, path: string): readonly RatingRule[] {
  const key = `${type} ${path}`;
  const known = candidates.get(key);
  if (known) return known;
  const found = RULES.filter((rule) => rule.types.test(type) && rule.path.test(path));
  if (candidates.size < CANDIDATES_KEPT) candidates.set(key, found);
  return found;
}

function firstJudgement(rated: Rated): Rating {
  for (const rule of candidatesOf(rated.context.target.ref.type, rated.line.path)) {
    if (rule.verdicts && !rule.verdicts.includes(rated.line.verdict)) continue;
    const found = rule.rate(rated);
    if (found) return found;
  }
  return { severity: "medium" };
}
