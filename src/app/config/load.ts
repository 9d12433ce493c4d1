import path from "node:path";
import { existsSync } from "node:fs";
import { AppError } from "../../model/errors.ts";
import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Notice } from "../../model/source.ts";
import { parseConfig, readConfig } from "./document.ts";
import type { ConfigDocument } from "./document.ts";
import { deadRuleProblems, deadRules } from "./drift-rules.ts";
import { overrides } from "./environment.ts";
import type { Environment, Override } from "./environment.ts";
import { keysAt } from "./json-schema.ts";
import { problemLines, problemsOf, sorted } from "./problems.ts";
import type { Problem } from "./problems.ts";
import { checkStore, referredVariable, resolveUrl } from "./references.ts";
import { configSchema } from "./schema.ts";
import type { Config } from "./schema.ts";
import { remoteStates } from "./states.ts";

const USUAL_FILE = "binnacle.yaml";

/** A configuration that holds: defaults filled in, durations in milliseconds, paths seen from the working directory. */
export interface LoadedConfig {
  /** As the user named it; absent where there is no file. */
  file?: string;
  /** `store` is as written: `env:NAME` stays a reference. */
  config: Config;
  /** The store's URL with references followed; absent where neither file nor environment names one. */
  storeUrl?: string;
  notices: Notice[];
}

/**
 * Reads and checks the configuration.
 * @param file  as given with --config; undefined: ./binnacle.yaml if there is one, else defaults
 * @throws AppError "config.invalid" whose `details.problems` (Problem[]) names every mistake, in the file's order;
 *   "not.found", "auth.denied" for the file itself
 */
export async function loadConfig(file: string | undefined, env: Environment): Promise<LoadedConfig> {
  const chosen = file ?? (existsSync(USUAL_FILE) ? USUAL_FILE : undefined);
  const document = parseConfig(chosen ?? "", chosen === undefined ? "" : await readConfig(chosen));
  const problems = [...document.problems];
  const data: JsonObject = { ...(document.data as JsonObject | undefined) };
  const set = overrides(env, referred(data));
  problems.push(...set.problems);
  for (const override of set.found) setAt(data, override.path, override.value);

  const config = document.data && checked(data, document, set.found, env, problems);
  if (problems.length > 0 || !config)
    throw invalid(sorted([...problems, ...deadRuleProblems(data["drift_rules"], document.positions)]));
  const isOverridden = set.found.some(({ path: [first] }) => first === "store");
  return {
    ...(chosen !== undefined && { file: chosen }),
    config: fromFolder(config, chosen === undefined ? "." : path.dirname(chosen)),
    ...(config.store !== undefined && { storeUrl: storeUrl(config.store, env, isOverridden ? undefined : chosen) }),
    notices: deadRules(config.drift_rules),
  };
}

/** Adds what is wrong to the problems. @returns the configuration where the schema accepts it */
function checked(
  data: JsonObject,
  { positions }: ConfigDocument,
  set: readonly Override[],
  env: Environment,
  problems: Problem[],
): Config | undefined {
  const variables = new Map(set.map(({ path: at, variable }) => [at.join("."), variable]));
  const remote = remoteStates(data["state"], positions);
  problems.push(...remote.problems);
  const parsed = configSchema.safeParse(data);
  const issues = (parsed.error?.issues ?? []).filter(
    ({ path: at }) => !(at[0] === "state" && typeof at[1] === "number" && remote.entries.has(at[1])),
  );
  const shape = { keys: keysAt, value: (at: readonly (string | number)[]) => valueOf(data, at) };
  for (const problem of problemsOf(issues, shape, positions)) {
    const variable = variables.get(problem.path);
    problems.push(variable === undefined ? problem : { path: variable, message: problem.message });
  }
  if (typeof data["store"] === "string" && data["store"] !== "") {
    const variable = variables.get("store");
    try {
      checkStore(data["store"], env, variable !== undefined);
    } catch (error) {
      const { message } = AppError.from(error);
      problems.push(
        variable === undefined
          ? { at: positions.value(["store"]), path: "store", message }
          : { path: variable, message },
      );
    }
  }
  return parsed.data;
}

function invalid(problems: Problem[]): AppError {
  return new AppError("config.invalid", problemLines(problems).join("\n"), { details: { problems } });
}

/** Variables that the file refers to: they are values, not overrides. */
function referred(data: JsonObject): Set<string> {
  const variable = typeof data["store"] === "string" ? referredVariable(data["store"]) : undefined;
  return new Set(variable === undefined ? [] : [variable]);
}

function setAt(data: JsonObject, [first, ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    data[first!] = value;
    return;
  }
  const inner = isObject(data[first!]) ? { ...(data[first!] as JsonObject) } : {};
  setAt(inner, rest, value);
  data[first!] = inner;
}

function valueOf(root: unknown, steps: readonly (string | number)[]): unknown {
  let value = root;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as { [key: string | number]: unknown })[step];
  }
  return value;
}

/** Paths in the file are seen from the file's folder. */
function fromFolder(config: Config, folder: string): Config {
  const seen = (location: string) => (path.isAbsolute(location) ? location : path.join(folder, location));
  return {
    ...config,
    state: config.state.map((entry) => ({ ...entry, path: seen(entry.path) })),
    code: config.code.map(seen),
    rules: config.rules.map(seen),
  };
}

/** A path written in the file is seen from its folder, one from the environment from the working directory. */
function storeUrl(store: string, env: Environment, file: string | undefined): string {
  const relative = /^sqlite:(?!\/)(.+)$/s.exec(store)?.[1];
  if (relative !== undefined && file !== undefined) return `sqlite:${path.join(path.dirname(file), relative)}`;
  return resolveUrl(store, env, true);
}
