import { isoTime } from "../lib/time.ts";
import type { Evidence, TimelineEntry } from "../model/finding.ts";

/** What is kept of a long history; the count goes on, the oldest entries give way. */
const TIMELINE_KEPT = 100;
const EVIDENCE_KEPT = 20;

/** The events a finding rests on. Times in epoch ms. */
export type History = {
  first: number;
  last: number;
  count: number;
  timeline: TimelineEntry[];
  evidence: Evidence[];
  unseen: string[];
};

/** What the timeline says of an event beside when it was and which. */
export type Entry = Pick<TimelineEntry, "what" | "note" | "changes">;

/** One more event of a history. */
interface Happening {
  time: number;
  by: string;
  evidence: Evidence;
  unseen: readonly string[];
}

/** The history before anything happened. @param time  of its first event, epoch ms */
export function begun(time: number): History {
  return { first: time, last: time, count: 0, timeline: [], evidence: [], unseen: [] };
}

/**
 * The history with one more event of something that was told already.
 * @param more  by how much the count changes
 */
export function witnessed(history: History, { time, evidence, unseen }: Happening, more = 0): History {
  return {
    ...span(history, time),
    count: history.count + more,
    timeline: history.timeline,
    evidence: withEntry(history.evidence, evidence, EVIDENCE_KEPT),
    unseen: [...new Set([...history.unseen, ...unseen])],
  };
}

/** The history with one more event, in its place in time. */
export function continued(history: History, happening: Happening, told: Entry): History {
  const { what, note, changes } = told;
  const { time, by, evidence } = happening;
  const entry: TimelineEntry = {
    time: isoTime(time),
    what,
    event_id: evidence.event_id,
    by,
    ...(note === undefined ? {} : { note }),
    ...(changes && changes.length > 0 ? { changes } : {}),
  };
  return { ...witnessed(history, happening, 1), timeline: withEntry(history.timeline, entry, TIMELINE_KEPT) };
}

/** Two histories of the same subject as one. */
export function joined(before: History | undefined, after: History): History {
  if (!before) return after;
  return {
    first: Math.min(before.first, after.first),
    last: Math.max(before.last, after.last),
    count: before.count + after.count,
    timeline: [...before.timeline, ...after.timeline].toSorted(order).slice(-TIMELINE_KEPT),
    evidence: [...before.evidence, ...after.evidence].toSorted(order).slice(-EVIDENCE_KEPT),
    unseen: [...new Set([...before.unseen, ...after.unseen])],
  };
}

function span({ first, last }: History, time: number): { first: number; last: number } {
  return { first: Math.min(first, time), last: Math.max(last, time) };
}

interface Timed {
  time: string;
  event_id?: string;
}

/** The entries with one more, in order of time, ties by event; of too many the oldest go. */
function withEntry<T extends Timed>(entries: readonly T[], entry: T, kept: number): T[] {
  const last = entries.at(-1);
  const all = [...entries, entry];
  const sorted = last === undefined || order(last, entry) <= 0 ? all : all.toSorted(order);
  return sorted.length > kept ? sorted.slice(-kept) : sorted;
}

function order(a: Timed, b: Timed): number {
  return compare(a.time, b.time) || compare(a.event_id ?? "", b.event_id ?? "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
