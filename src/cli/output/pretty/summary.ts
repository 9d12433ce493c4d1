import { SEVERITIES } from "../../../model/severity.ts";
import type { Report, View } from "../report.ts";
import { clean, wrap } from "../text.ts";
import { stamp } from "../age.ts";
import { labelled } from "./labelled.ts";

/** What was read, what it was compared with, and what came of it. */
export function summaryLines(report: Report, view: View): string[] {
  const { summary, rejects } = report.result;
  const room = view.columns - 10;
  const states = summary.states.map((state) => `${clean(state.path)} (${many(state.resources, "resource")})`);
  return [
    ...labelled("read", wrap(readWords(report), room), view),
    ...labelled("state", states.length === 0 ? ["none given: drift was not judged"] : states, view),
    ...(rejects.length === 0 ? [] : labelled("lost", wrap(lostWords(report), room), view)),
    ...labelled("found", wrap(foundWords(report), room), view),
  ];
}

/** The same on one line, for standard error. */
export function summarySentence(report: Report): string {
  return `read ${readWords(report)}; found ${foundWords(report)}`;
}

function readWords(report: Report): string {
  const { counts, units, mutating, pending, first_event, last_event, ...summary } = report.result.summary;
  const kinds = Object.entries(counts.events).filter(([, count]) => count > 0);
  const events = kinds.reduce((sum, [, count]) => sum + count, 0);
  const period = first_event && last_event ? ` of ${stamp(first_event)} to ${stamp(last_event)}` : "";
  const named = kinds.map(([kind, count]) => `${number(count)} ${kind}`);
  const rest: [number, string, string?][] = [
    [mutating, "that changes something", "that change something"],
    [counts.duplicates, "duplicate", "duplicates"],
    [counts.partials, "cut off and read in part"],
    [counts.pointers, "pointer to S3 not followed", "pointers to S3 not followed"],
    [counts.controls, "control message", "control messages"],
    [summary.outside_period, "outside the period"],
    [summary.late, "late"],
    ...Object.entries(counts.skips).map(([reason, count]): [number, string] => [count, `skipped (${clean(reason)})`]),
    ...Object.entries(pending).map(([call, count]): [number, string] => [count, `${clean(call)} not judged yet`]),
  ];
  const others = rest
    .filter(([count]) => count > 0)
    .map(([count, one, more]) => `${number(count)} ${count === 1 ? one : (more ?? one)}`);
  return [`${many(events, "event")} in ${many(units, "file")}${period}`, ...named, ...others].join(", ");
}

function lostWords(report: Report): string {
  const reasons = new Map<string, number>();
  for (const reject of report.result.rejects) reasons.set(reject.reason, (reasons.get(reject.reason) ?? 0) + 1);
  const named = [...reasons].map(([reason, count]) => `${number(count)} ${reason}`).join(", ");
  return `${many(report.result.rejects.length, "record")} could not be read (${named})`;
}

function foundWords(report: Report): string {
  const active = report.findings.filter((finding) => finding.status === "open" || finding.status === "acknowledged");
  const bySeverity = SEVERITIES.toReversed().flatMap((severity) => {
    const count = active.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${number(count)} ${severity}`];
  });
  const open =
    active.length === 0 ? "nothing open" : `${many(active.length, "open finding")} (${bySeverity.join(", ")})`;
  const quiet = report.findings.filter((finding) => finding.status === "quiet").length;
  const resolved = report.findings.length - active.length - quiet;
  const shown = [
    ...(resolved > 0 ? [`${number(resolved)} resolved`] : []),
    ...(quiet > 0 ? [`${number(quiet)} quiet`] : []),
  ];
  const hidden = [
    ...(report.hidden.resolved > 0 ? [`${number(report.hidden.resolved)} resolved`] : []),
    ...(report.hidden.quiet > 0 ? [`${number(report.hidden.quiet)} quiet`] : []),
  ];
  const more = hidden.length === 0 ? "" : `; ${hidden.join(" and ")} with --all`;
  return [open, ...shown].join(", ") + more;
}

function many(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
