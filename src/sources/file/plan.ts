import type { Notice } from "../../model/source.ts";
import { placeOf } from "./place.ts";

/** Which files are opened, in which order. */
export interface Plan {
  files: string[];
  skipped: { path: string; reason: string }[];
  notices: Notice[];
}

interface Period {
  since?: number | undefined;
  until?: number | undefined;
  backfillWindow: number;
}

/**
 * Orders files by the time their names tell, across folders; the others keep the order given, the timed ones stand
 * where the first of them stood. CloudTrail files delivered outside the period are left out.
 */
export function planOf(paths: readonly string[], period: Period): Plan {
  const before: string[] = [];
  const timed: { path: string; time: number }[] = [];
  const after: string[] = [];
  const skipped: Plan["skipped"] = [];
  let outside = 0;
  for (const path of paths) {
    const { time, delivered, skip } = placeOf(path);
    if (skip !== undefined) skipped.push({ path, reason: skip });
    else if (time === undefined) (timed.length === 0 ? before : after).push(path);
    else if (delivered && isOutside(time, period)) outside++;
    else timed.push({ path, time });
  }
  timed.sort((a, b) => a.time - b.time);
  return {
    files: [...before, ...timed.map(({ path }) => path), ...after],
    skipped,
    notices: [...outsideNotice(outside), ...skipNotices(skipped)],
  };
}

/** A minute's grace: names tell the minute of delivery, not the second. */
const MINUTE = 60_000;

/** A file holds only what happened before it was delivered, and late deliveries end with the backfill window. */
function isOutside(time: number, { since, until, backfillWindow }: Period): boolean {
  return (since !== undefined && time + MINUTE <= since) || (until !== undefined && time > until + backfillWindow);
}

function outsideNotice(count: number): Notice[] {
  if (count === 0) return [];
  return [
    {
      code: "outside-period",
      text: `${count === 1 ? "1 CloudTrail file was" : `${count} CloudTrail files were`} delivered outside the period and not opened`,
    },
  ];
}

function skipNotices(skipped: Plan["skipped"]): Notice[] {
  const counts = new Map<string, number>();
  for (const { path, reason } of skipped) {
    const segment = /AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)\//.exec(path)?.[1] ?? "";
    const what = `${segment}|${reason}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => {
    const [segment] = what.split("|");
    const files = count === 1 ? "1 file" : `${count} files`;
    const rest = count === 1 ? "is no log of calls and was not opened" : "are no log of calls and were not opened";
    return { code: "folder-skipped", text: `${files} under ${segment}/ ${rest}` };
  });
}
