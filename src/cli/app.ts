import type { LoadedConfig } from "../app/config/index.ts";
import type { ExplainOptions, ExplainedEvent } from "../app/explain.ts";
import type { LoadedRuleSet, RuleSetOptions } from "../app/rules.ts";
import type { RuleTestOptions, RuleTestReport } from "../app/rule-cases.ts";
import type { RuleLintOptions, RuleLintReport } from "../app/lint-rules.ts";
import type { RulesDiff, RulesDiffOptions } from "../app/rules-diff.ts";
import type { QueryAnswer, QueryOptions } from "../app/query.ts";
import type { ScanOptions, ScanResult } from "../app/scan.ts";

/** What commands call; loaded when one of them runs, so that `--help` is quick. Tests hand in their own. */
export interface App {
  scan: (options: ScanOptions) => Promise<ScanResult>;
  explain: (options: ExplainOptions) => Promise<ExplainedEvent[]>;
  loadRuleSet: (options: RuleSetOptions) => Promise<LoadedRuleSet>;
  query: (options: QueryOptions) => Promise<QueryAnswer>;
  diffRules: (options: RulesDiffOptions) => Promise<RulesDiff>;
  lintRules: (options: RuleLintOptions) => Promise<RuleLintReport>;
  testRules: (options: RuleTestOptions) => Promise<RuleTestReport>;
  loadConfig: (file: string | undefined, env: NodeJS.ProcessEnv) => Promise<LoadedConfig>;
  configSchema: () => object;
  renderConfig: (config: LoadedConfig) => string;
}

/** The application behind the command line; each part of it is loaded when it is called. */
export async function loadApp(): Promise<App> {
  const config = await import("../app/config/index.ts");
  return {
    ...config,
    scan: async (options) => (await import("../app/scan.ts")).scan(options),
    explain: async (options) => (await import("../app/explain.ts")).explain(options),
    loadRuleSet: async (options) => (await import("../app/rules.ts")).loadRuleSet(options),
    lintRules: async (options) => (await import("../app/lint-rules.ts")).lintRules(options),
    testRules: async (options) => (await import("../app/rule-cases.ts")).testRules(options),
    query: async (options) => (await import("../app/query.ts")).query(options),
    diffRules: async (options) => (await import("../app/rules-diff.ts")).diffRules(options),
  };
}
