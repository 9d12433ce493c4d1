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

/** The history with one more event, in its place in time. */
export function continued(history: History, { time, by, evidence, unseen }: Happening, told: Entry): History {
  const { what, note, changes } = told;
  const entry: TimelineEntry = {
    time: isoTime(time),
    what,
    event_id: evidence.event_id,
    by,
    ...(note === undefined ? {} : { note }),
    ...(changes && changes.length > 0 ? { changes } : {}),
  };
  return {
    first: Math.min(history.first, time),
    last: Math.max(history.last, time),
    count: history.count + 1,
    timeline: withEntry(history.timeline, entry, TIMELINE_KEPT),
    evidence: withEntry(history.evidence, evidence, EVIDENCE_KEPT),
    unseen: [...new Set([...history.unseen, ...unseen])],
  };
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
