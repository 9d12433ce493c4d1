import { lint } from "../rules/lint/index.ts";
import type { LoadedConfig } from "./config/index.ts";
import { loadRuleSet } from "./rules.ts";
import type { LoadedRuleSet } from "./rules.ts";

export interface RuleLintOptions {
  config: LoadedConfig;
  /** Rule files and folders; none stands for the packs and rules of the configuration. */
  paths?: readonly string[];
  /** Packs that `paths` build on. */
  packs?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** What loaded, and what is wrong, odd or worth knowing in it, in the order of the files and of their lines. */
export type RuleLintReport = Pick<LoadedRuleSet, "rules" | "problems">;

/** Looks for what no event can be and for what was likely not meant; what does not load is among the problems. */
export async function lintRules({ config, paths = [], packs, env }: RuleLintOptions): Promise<RuleLintReport> {
  const given = paths.length > 0 ? { paths, alone: true } : {};
  const loaded = await loadRuleSet({ config, ...given, packs, keepGoing: true, ...(env && { env }) });
  return { rules: loaded.rules, problems: lint(loaded, { matching: loaded.matching }) };
}
