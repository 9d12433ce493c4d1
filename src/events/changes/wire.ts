import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import { listOf, own } from "../member.ts";

interface Step {
  name: string;
  isList: boolean;
}

const parsed = new Map<string, readonly Step[]>();

/** `encryptionConfig[].provider.keyArn` → its steps. Table text only, so that the cache stays small. */
export function wireSteps(path: string): readonly Step[] {
  let steps = parsed.get(path);
  if (!steps) {
    steps = path.split(".").map((part) => ({ name: part.replace("[]", ""), isList: part.endsWith("[]") }));
    parsed.set(path, steps);
  }
  return steps;
}

export interface Found {
  /** Every value the path leads to, in order. */
  values: Json[];
  /** The path ended early, at a list without elements. */
  isEmptyList: boolean;
}

/** Follows a wire path; null members are absent, a bare element stands for a list of one. */
export function wireFind(root: Json, path: string): Found {
  const found: Found = { values: [], isEmptyList: false };
  follow(root, wireSteps(path), 0, found);
  return found;
}

/** The first value a path leads to. */
export function wireFirst(root: Json, path: string): Json | undefined {
  return wireFind(root, path).values[0];
}

function follow(value: Json, steps: readonly Step[], at: number, found: Found): void {
  const step = steps[at];
  if (!step) {
    found.values.push(value);
    return;
  }
  const member = isObject(value) ? own(value, step.name) : undefined;
  if (member === undefined) return;
  if (!step.isList) {
    follow(member, steps, at + 1, found);
    return;
  }
  const items = listOf(member);
  if (items.length === 0) found.isEmptyList = true;
  for (const item of items) follow(item, steps, at + 1, found);
}
