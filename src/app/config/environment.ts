import { nearest } from "../../lib/nearest.ts";
import { scalarPaths } from "./json-schema.ts";
import type { Problem } from "./problems.ts";

export type Environment = { readonly [name: string]: string | undefined };

const PREFIX = "BINNACLE_";

/** A value that a variable sets in place of the file's. */
export interface Override {
  variable: string;
  path: string[];
  value: string;
}

/**
 * What `BINNACLE_*` variables set: the path of a scalar key in capitals, joined by `_` (`time.lateness` is
 * `BINNACLE_TIME_LATENESS`), `version` excepted. A variable that the file refers to (`env:BINNACLE_…`) is no override.
 */
export function overrides(env: Environment, referred: ReadonlySet<string>): { found: Override[]; problems: Problem[] } {
  const names = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !referred.has(name));
  if (names.length === 0) return { found: [], problems: [] };
  const known = new Map(overridable().map((path) => [variableOf(path), path]));
  const found: Override[] = [];
  const problems: Problem[] = [];
  for (const variable of names.toSorted()) {
    const path = known.get(variable);
    if (path) found.push({ variable, path, value: env[variable] ?? "" });
    else problems.push(unknownVariable(variable, [...known.keys()]));
  }
  return { found, problems };
}

/** Paths of the keys that a variable can set. */
function overridable(): string[][] {
  return scalarPaths().filter(([first]) => first !== "version");
}

/** `time.lateness` → `BINNACLE_TIME_LATENESS` */
function variableOf(path: readonly string[]): string {
  return PREFIX + path.join("_").toUpperCase();
}

function unknownVariable(variable: string, known: string[]): Problem {
  const meant = nearest(variable, known);
  const message = meant ? `unknown variable, did you mean ${meant}?` : `unknown variable; known: ${known.join(", ")}`;
  return { path: variable, message };
}

/** Every variable that sets a key, with the key. */
export function configVariables(): { variable: string; key: string }[] {
  return overridable().map((path) => ({ variable: variableOf(path), key: path.join(".") }));
}
