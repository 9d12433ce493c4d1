import { isObject } from "../model/json.ts";
import type { Json } from "../model/json.ts";

export type PathStep = string | number;

const STEP = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.(\d+)/y;

/** Paths come from tables and states, the same ones again and again; hostile ones are many and not kept. */
const PARSED_KEPT = 5000;
const parsed = new Map<string, readonly PathStep[] | undefined>();

/**
 * Splits a Terraform path: `vpc_config[0].cidrs`, `labels["a.b"]`, `vpc_config.0.cidrs`.
 * @returns undefined where the text is no such path
 */
export function parsePath(path: string): readonly PathStep[] | undefined {
  if (parsed.has(path)) return parsed.get(path);
  const steps = split(path);
  if (parsed.size < PARSED_KEPT) parsed.set(path, steps);
  return steps;
}

function split(path: string): PathStep[] | undefined {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return undefined;
    const [, name, index, quoted, dotted] = match;
    if (name !== undefined) steps.push(name);
    else if (quoted !== undefined) steps.push(JSON.parse(`"${quoted}"`) as string);
    else steps.push(Number(index ?? dotted));
  }
  return steps;
}

/** Writes steps as a Terraform path; keys that are no identifiers are quoted. */
export function formatPath(steps: readonly PathStep[]): string {
  return steps
    .map((step, at) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return at === 0 ? step : `.${step}`;
    })
    .join("");
}

/** A key of a map attribute: `labels["team"]`. */
export function keyPath(attribute: string, key: string): string {
  return `${attribute}[${JSON.stringify(key)}]`;
}

/** The value at a path; undefined where any step is missing. Own members only. */
export function valueAt(root: Json | undefined, steps: readonly PathStep[]): Json | undefined {
  let value: Json | undefined = root;
  for (const step of steps) {
    if (typeof step === "number") value = Array.isArray(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
