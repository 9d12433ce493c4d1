import type { RuleSet } from "../model/rule.ts";
import type { Notice, UnitFailure } from "../model/source.ts";
import { ruleSetOf } from "../rules/matcher/index.ts";
import type { LoadedConfig } from "./config/index.ts";
import { ruleProblemLines } from "./rule-problems.ts";
import { loadRuleSet } from "./rules.ts";

/** The rules of a run, and what is to be said of them. */
export interface ScanRules {
  set: RuleSet;
  /** Rules that did not load. */
  failed: number;
  notices: Notice[];
  /** Rules that broke on an event; grows while the run goes on. */
  faults: UnitFailure[];
}

interface Wanted {
  config: LoadedConfig;
  rules?: string[];
  packs?: string[];
  keepGoing?: boolean;
}

/** @throws AppError "rule.invalid" that names every mistake, unless `keepGoing` */
export async function loadRules({ config, rules: paths, packs, keepGoing }: Wanted): Promise<ScanRules> {
  const { rules, failed, problems, matching } = await loadRuleSet({ config, paths, packs, keepGoing });
  const faults: UnitFailure[] = [];
  const set = ruleSetOf(rules, { matching, onFault: ({ rule, error }) => faults.push({ unit: rule, error }) });
  const lines = problems.length === 0 ? [] : ruleProblemLines(problems);
  const notices = problems.map(({ level }, n) => ({ code: `rule-${level}`, text: lines[n]! }));
  return { set, failed: failed.length, notices, faults };
}
