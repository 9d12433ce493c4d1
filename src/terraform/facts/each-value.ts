import { formatPath } from "../../lib/path.ts";
import type { PathStep } from "../../lib/path.ts";
import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import { textOf } from "./resource.ts";

/** A scalar found under a pattern; `path` is that of the attribute, a list's own for its members. */
export interface Found {
  path: string;
  value: string;
}

/** All texts under a pattern such as `network_interfaces[].security_groups[]`, where `[]` is any member of a list. */
export function eachValue(attributes: Json, pattern: string): Found[] {
  const steps = pattern.split(".").flatMap((part) => (part.endsWith("[]") ? [part.slice(0, -2), "[]"] : [part]));
  return walk(attributes, steps, []);
}

function walk(value: Json | undefined, steps: readonly string[], at: readonly PathStep[]): Found[] {
  const [step, ...rest] = steps;
  if (step === undefined) {
    const text = textOf(value);
    return text === undefined || text === "" ? [] : [{ path: formatPath(at), value: text }];
  }
  if (step === "[]") {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => walk(item, rest, rest.length === 0 ? at : [...at, index]));
  }
  return isObject(value) && Object.hasOwn(value, step) ? walk(value[step], rest, [...at, step]) : [];
}
