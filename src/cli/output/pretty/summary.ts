import { SEVERITIES } from "../../../model/severity.ts";
import type { Summary } from "../../../app/summary.ts";
import type { Counts } from "../../../model/source.ts";
import type { Report, View } from "../report.ts";
import { clean, wrap } from "../text.ts";
import { stamp } from "../age.ts";
import { folded } from "./folded.ts";
import { labelled } from "./labelled.ts";

/** What was read, what it was compared with, and what came of it. */
export function summaryLines(report: Report, view: View): string[] {
  const { summary, rejects } = report.result;
  const room = view.columns - 10;
  const states = summary.states.map((state) => `${clean(state.path)} (${many(state.resources, "resource")})`);
  return [
    ...labelled("read", wrap(readWords(report), room), view),
    ...labelled("state", states.length === 0 ? ["none given: drift was not judged"] : states, view),
    ...labelled("rules", [ruleWords(summary)], view),
    ...(rejects.length === 0 ? [] : labelled("lost", wrap(lostWords(report), room), view)),
    ...labelled("found", wrap(foundWords(report), room), view),
  ];
}

function ruleWords({ rules: { enabled, failed } }: Summary): string {
  const loaded = enabled === 0 ? "none" : many(enabled, "rule");
  return failed === 0 ? loaded : `${loaded}, ${number(failed)} did not load`;
}

/** The same on one line, for standard error. */
export function summarySentence(report: Report): string {
  return `read ${readWords(report)}; found ${foundWords(report)}`;
}

function readWords(report: Report): string {
  const { counts, units, mutating, pending, ...summary } = report.result.summary;
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
  return [`${eventWords(counts)} in ${many(units, "file")}${periodWords(summary)}`, ...others].join(", ");
}

/** `22 aws_cloudtrail events`, or `22 events (20 aws_cloudtrail, 2 k8s_audit)`. */
function eventWords({ events }: Counts): string {
  const kinds = Object.entries(events).filter(([, count]) => count > 0);
  const sum = kinds.reduce((total, [, count]) => total + count, 0);
  if (kinds.length < 2) return many(sum, [...kinds.map(([kind]) => kind), "event"].join(" "));
  return `${many(sum, "event")} (${kinds.map(([kind, count]) => `${number(count)} ${kind}`).join(", ")})`;
}

/** ` of 2026-03-12 06:02 to 17:38 UTC`; the second date where it is another. */
function periodWords({ first_event: first, last_event: last }: Pick<Summary, "first_event" | "last_event">): string {
  if (first === undefined || last === undefined) return "";
  const [from, to] = [stamp(first), stamp(last)];
  if (from === to) return ` of ${from}`;
  return ` of ${from.replace(" UTC", "")} to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
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
  const inside = active.length - folded(active).length;
  const told =
    inside === 0 ? [] : [`${number(inside)} of them named with the change ${inside === 1 ? "it" : "they"} saw`];
  return [open, ...told, ...shown].join(", ") + more;
}

function many(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
