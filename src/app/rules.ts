import { hostname } from "node:os";
import path from "node:path";
import { AppError } from "../model/errors.ts";
import type { RuleProblem } from "../model/rule.ts";
import { parsePriority } from "../rules/falco/items/priorities.ts";
import { readRuleFiles } from "../rules/files/read.ts";
import { loadRules } from "../rules/load.ts";
import type { FalcoSettings, LoadedRules, RuleFileText } from "../rules/load.ts";
import type { Config, LoadedConfig } from "./config/index.ts";
import { noPack, packNames, rulesOfPack } from "./packs.ts";
import { ruleProblemLines } from "./rule-problems.ts";

export type { LoadedRules };

export interface RuleSetOptions {
  config: LoadedConfig;
  /** Rule files and folders beside the configuration's. */
  paths?: readonly string[];
  /** In place of the configuration's packs; `none` stands for no pack. */
  packs?: readonly string[];
  /** Reads `packs` and `paths` only: nothing that the configuration names. */
  alone?: boolean;
  /** Gives the rules that loaded, whatever is wrong with others; their problems are in `problems`. */
  keepGoing?: boolean;
  env?: NodeJS.ProcessEnv;
}

export interface LoadedRuleSet extends LoadedRules {
  /** Whether of the Falco rules only the first that fires is heard. */
  matching: "all" | "first";
}

/**
 * Loads the rules of packs, configuration and command line, in this order: later files may change rules of earlier ones.
 * @throws AppError "rule.invalid", one line for each error, `details.problems` (RuleProblem[]) with the warnings too;
 *   "config.invalid" for a pack that is not there
 */
export async function loadRuleSet(options: RuleSetOptions): Promise<LoadedRuleSet> {
  const { config, keepGoing = false, env = process.env } = options;
  const { files, problems: unread } = await filesOf(options);
  const loaded = loadRules(files, falcoSettings(config.config.falco, env));
  const problems = [...unread, ...loaded.problems];
  const errors = problems.filter(({ level }) => level === "error");
  if (errors.length > 0 && !keepGoing) {
    throw new AppError("rule.invalid", ruleProblemLines(errors).join("\n"), { details: { problems } });
  }
  return { ...loaded, problems, matching: config.config.falco.rule_matching };
}

async function filesOf({ config, paths = [], packs, alone }: RuleSetOptions) {
  const names = (packs ?? (alone ? [] : config.config.packs)).filter((name) => name !== "none");
  const own = alone ? paths : [...config.config.rules, ...paths];
  const read: { files: RuleFileText[]; problems: RuleProblem[] } = { files: [], problems: [] };
  for (const name of new Set(names)) {
    const { files, problems } = await packFiles(name);
    read.files.push(...files);
    read.problems.push(...problems);
  }
  const { files, problems } = await readRuleFiles(own);
  return { files: [...read.files, ...files], problems: [...read.problems, ...problems] };
}

/** Files of a pack are named as in the pack, wherever it is installed. */
async function packFiles(name: string) {
  if (!packNames().includes(name)) {
    const { message, hint } = noPack(name);
    throw new AppError("config.invalid", message, { hint });
  }
  const { files, problems } = await readRuleFiles([rulesOfPack(name)], name);
  const named = files.map((file) => ({
    ...file,
    file: path.posix.join("packs", name, "rules", path.basename(file.file)),
  }));
  return { files: named, problems };
}

function falcoSettings(falco: Config["falco"], env: NodeJS.ProcessEnv): FalcoSettings {
  return {
    minimumPriority: parsePriority(falco.priority)!,
    appendedOutput: falco.append_output.map((entry) => ({
      match: entry.match,
      extraFields: entry.extra_fields,
      suggestedOutput: entry.suggested_output,
      ...(entry.extra_output !== undefined && { extraOutput: entry.extra_output }),
    })),
    fields: { hostname: falcoHostname(falco, env), constants: new Map(Object.entries(falco.static_fields)) },
  };
}

/** What Falco rules and alerts call the machine. */
export function falcoHostname(falco: Config["falco"], env: NodeJS.ProcessEnv): string {
  return falco.hostname ?? (env["FALCO_HOSTNAME"] || hostname());
}
