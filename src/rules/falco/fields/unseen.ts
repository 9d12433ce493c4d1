import type { Event } from "../../../model/event.ts";
import type { Json } from "../../../model/json.ts";
import { childAt } from "./record.ts";

/**
 * Whether the record may lack something that a field reads: a path that equals, holds or lies under one that is unseen,
 * or one that is missing from an object or list which was still open where the record was cut off.
 * @param reads  paths as `BoundField.reads` has them
 */
export function isUnseen(reads: readonly string[], event: Event): boolean {
  if (reads.length === 0) return false;
  const { unseen, partial } = event;
  if (unseen.some((path) => reads.some((read) => overlap(stepsOf(read), stepsOf(path))))) return true;
  return partial !== undefined && reads.some((read) => mayBeCutOff(stepsOf(read), stepsOf(partial.cutPath), event));
}

function overlap(read: readonly string[], unseen: readonly string[]): boolean {
  return commonSteps(read, unseen) === Math.min(read.length, unseen.length);
}

function commonSteps(read: readonly string[], other: readonly string[]): number {
  let at = 0;
  while (at < read.length && at < other.length && (read[at] === EVERY || read[at] === other[at])) at += 1;
  return at;
}

/**
 * Whether a path leads to something missing from an object or list that was open at the cut, and so may have followed.
 * Of the record's own members it is known which did: they are among the unseen ones.
 */
function mayBeCutOff(read: readonly string[], cut: readonly string[], event: Event): boolean {
  const shared = commonSteps(read, cut);
  if (shared === 0 || shared === read.length) return false;
  let open: Json | undefined = event.raw;
  for (const step of cut.slice(0, shared)) open = childAt(open, step);
  return childAt(open, read[shared]!) === undefined;
}

const EVERY = "*";

/** Paths come from tables, rules and cuts: few, the same again and again; hostile ones are many and not kept. */
const KEPT = 5000;
const known = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const kept = known.get(path);
  if (kept) return kept;
  const steps = path
    .replaceAll("[]", `.${EVERY}`)
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .split(".");
  if (known.size < KEPT) known.set(path, steps);
  return steps;
}
