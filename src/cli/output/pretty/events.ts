import type { Finding, TimelineEntry } from "../../../model/finding.ts";
import { stamp } from "../age.ts";
import type { View } from "../report.ts";
import { clean, cut, cutStart, width, wrap } from "../text.ts";
import { arrow } from "../words.ts";
import { show } from "../value.ts";
import { labelled } from "./labelled.ts";

const TIMELINE_LINES = 12;
const EVENT_LINES = 3;

/** The timeline where more than one thing happened, and the events a person would look up. */
export function eventLines(finding: Finding, view: View): string[] {
  return [
    ...timelineLines(finding, view),
    ...evidenceLines(finding, view),
    ...(view.verbose ? agentLines(finding, view) : []),
  ];
}

function timelineLines(finding: Finding, view: View): string[] {
  const { timeline } = finding;
  const tells =
    timeline.length > 1 || timeline.some((entry) => entry.note !== undefined && finding.changes.length === 0);
  if (!tells) return [];
  const room = view.columns - 10;
  const lines = timeline.slice(0, TIMELINE_LINES).flatMap((entry) => wrap(cut(sentence(entry), room * 3), room));
  const more = timeline.length - TIMELINE_LINES;
  return labelled("when", more > 0 ? [...lines, `and ${more} more`] : lines, view);
}

/** `2026-03-12 10:22 UTC  changed by maria: scaling_config[0].min_size 3 → 5` */
function sentence(entry: TimelineEntry): string {
  const by = entry.by === undefined ? "" : ` by ${clean(entry.by)}`;
  const changes = (entry.changes ?? []).map((change) => {
    const from = change.from === undefined ? undefined : show(change.from);
    const to = change.to === undefined ? undefined : show(change.to);
    return `${clean(change.path)} ${arrow(from, to)}`.trim();
  });
  const details = [...changes, ...(entry.note === undefined ? [] : [clean(entry.note)])].join(", ");
  return `${stamp(entry.time)}  ${entry.what}${by}${details === "" ? "" : `: ${details}`}`;
}

function evidenceLines(finding: Finding, view: View): string[] {
  const room = view.columns - 10;
  const lines = finding.evidence.slice(0, EVENT_LINES).flatMap((event) => {
    const what = cut(`${clean(event.action)} ${clean(event.event_id)}`, room);
    const where = `in ${clean(event.origin)}`;
    // What a person copies stays whole where it can: the id first, then the end of the file's name.
    if (width(what) + 1 + width(where) <= room) return [`${what} ${where}`];
    return [what, view.verbose || view.whole ? where : cutStart(where, room)];
  });
  const more = finding.evidence.length - EVENT_LINES;
  const shown = more > 0 ? [...lines, `and ${more} more`] : lines;
  return labelled(
    "event",
    shown.map((line) => view.paint(line, "dim")),
    view,
  );
}

function agentLines(finding: Finding, view: View): string[] {
  const { actor } = finding;
  if (!actor) return [];
  const facts = [
    actor.access_key === undefined ? undefined : `access key …${actor.access_key}`,
    actor.source_identity === undefined ? undefined : `source identity ${actor.source_identity}`,
    actor.account === undefined ? undefined : `account ${actor.account}`,
    actor.user_agent === undefined ? undefined : `user agent ${actor.user_agent}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? [] : labelled("claims", wrap(clean(facts.join(" · ")), view.columns - 10), view);
}
