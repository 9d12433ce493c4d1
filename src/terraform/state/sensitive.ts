import { formatPath } from "../../lib/path.ts";
import type { PathStep } from "../../lib/path.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";

/** Attributes that are secret whatever the state says: only newer Terraform lists what a provider's schema calls sensitive. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  "user_data",
  "user_data_base64",
  "token",
  "password",
  "client_secret",
  "private_key",
  "secret_key",
]);
const MAX_DEPTH = 64;

/** Paths of a format 4 state's `sensitive_attributes`. A step that has no provider path covers what is under its parent. */
export function listedPaths(listed: Json | undefined): string[] {
  if (!Array.isArray(listed)) return [];
  return listed.filter(Array.isArray).flatMap((path) => {
    const steps: PathStep[] = [];
    for (const step of path) {
      const value = stepValue(step);
      if (value === undefined) break;
      steps.push(value);
    }
    return steps.length > 0 ? [formatPath(steps)] : [];
  });
}

function stepValue(step: Json): PathStep | undefined {
  if (!isObject(step)) return undefined;
  const value = step["type"] === "index" && isObject(step["value"]) ? step["value"]["value"] : step["value"];
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** Paths that are `true` in the `sensitive_values` of `terraform show -json`. */
export function markedPaths(marks: Json | undefined, at: readonly PathStep[] = []): string[] {
  if (marks === true) return at.length > 0 ? [formatPath(at)] : [];
  return children(marks, at).flatMap(([steps, child]) => markedPaths(child, steps));
}

/** Paths of attributes with a name that is always secret. Keys of plain maps such as tags are names too: better hidden once too often. */
export function namedPaths(value: JsonObject): string[] {
  return secretsUnder(value, []);
}

function secretsUnder(value: Json, at: readonly PathStep[]): string[] {
  return children(value, at).flatMap(([steps, child]) => {
    const last = steps.at(-1);
    return typeof last === "string" && SECRET_NAMES.has(last) ? [formatPath(steps)] : secretsUnder(child, steps);
  });
}

function children(value: Json | undefined, at: readonly PathStep[]): [PathStep[], Json][] {
  if (at.length > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.map((child, index) => [[...at, index], child]);
  if (isObject(value)) return Object.entries(value).map(([key, child]) => [[...at, key], child]);
  return [];
}
