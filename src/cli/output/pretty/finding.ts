import type { Finding, FindingActor } from "../../../model/finding.ts";
import { when } from "../age.ts";
import { SEVERITY_STYLE } from "../paint.ts";
import type { View } from "../report.ts";
import { clean, cut, pad, width, wrap } from "../text.ts";
import { broken, ending, heading, others, who } from "../words.ts";
import type { Shown } from "./folded.ts";
import { argumentLines, changeLines } from "./changes.ts";
import { eventLines } from "./events.ts";
import { labelled } from "./labelled.ts";
import { undoLines } from "./undo.ts";

const TITLE_COLUMNS = 400;

/** One finding from top to bottom: what, before → after, who, why it matters, what to do. */
export function findingLines({ finding, rules }: Shown, view: View): string[] {
  return [
    ...headLines(finding, view),
    ...idLines(finding, view),
    ...endingLines(finding, view),
    ...changeLines(finding, view),
    ...argumentLines(finding.arguments ?? [], view),
    ...labelled("note", outputLines(finding, view), view),
    ...(finding.actor ? labelled("by", wrap(byWords(finding, finding.actor), view.columns - 10), view) : []),
    ...eventLines(finding, view),
    ...labelled(
      "breaks",
      broken(finding).flatMap((line) => wrap(line, view.columns - 10)),
      view,
    ),
    ...(finding.unseen.length === 0 ? [] : labelled("unseen", [clean(finding.unseen.join(", "))], view)),
    ...labelled("also", alsoWords(finding, rules, view), view),
    ...undoLines(finding, view),
  ];
}

/** `CRITICAL  address   title        cluster · region · env · age`; a line of its own each where one is too short. */
function headLines(finding: Finding, view: View): string[] {
  const { paint, columns } = view;
  const { subject, text } = heading(finding);
  const [word, styles] = label(finding);
  const context = contextOf(finding, view);
  const title = cut(text, TITLE_COLUMNS);
  const left = [pad(word, 8), "  ", subject, subject && "   ", title].join("");
  const start = `${paint(pad(word, 8), ...styles)}  ${paint(subject, "bold")}`;
  if (width(left) + 3 + width(context) <= columns) {
    return [
      `${start}${subject && "   "}${title}${" ".repeat(columns - width(left) - width(context))}${paint(context, "dim")}`,
    ];
  }
  const last = `${" ".repeat(Math.max(2, columns - width(context)))}${paint(context, "dim")}`;
  if (width(left) <= columns) return [`${start}${subject && "   "}${title}`, last];
  const wrapped = wrap(title, columns - 10).map((line) => `${" ".repeat(10)}${line}`);
  return subject ? [start, ...wrapped, last] : [`${start}${wrapped[0]!.trimStart()}`, ...wrapped.slice(1), last];
}

function label(finding: Finding): [string, (typeof SEVERITY_STYLE)[keyof typeof SEVERITY_STYLE]] {
  if (finding.status === "quiet") return ["QUIET", ["dim"]];
  if (finding.status === "resolved" || finding.status === "closed") return [finding.status.toUpperCase(), ["green"]];
  return [finding.severity.toUpperCase(), SEVERITY_STYLE[finding.severity]];
}

function contextOf(finding: Finding, view: View): string {
  const { cluster } = finding;
  const place = cluster ? [cluster.name, cluster.region, cluster.labels.env] : [];
  const known = place.filter((part) => part !== undefined).map((part) => clean(part));
  return [...known, when(finding.last_seen, view.now)].join(" · ");
}

/** What a rule says; folded conditions leave breaks in it that its author meant for blanks or for lines. */
function outputLines({ output }: Finding, { columns }: View): string[] {
  if (output === undefined) return [];
  return output.split("\n").flatMap((line) => wrap(clean(line.trim()), columns - 10));
}

/** What is in no state has no address: its id tells it apart. */
function idLines(finding: Finding, view: View): string[] {
  const { resource } = finding;
  if (resource === undefined || resource.address !== undefined) return [];
  const id = clean(resource.id);
  return id === "" || heading(finding).subject.endsWith(id) ? [] : labelled("id", [id], view);
}

function byWords(finding: Finding, actor: FindingActor): string {
  const before = others(finding);
  return before.length === 0 ? who(actor) : `${who(actor)}; besides ${before.join(", ")}`;
}

/** The rules that saw nothing but this, and what else on the page speaks of the same event. */
function alsoWords({ related }: Finding, folded: readonly Finding[], { rules, columns, paint }: View): string[] {
  const inside = folded.map(({ severity, rule, id }) => `${severity}: ${clean(rule)} ${paint(`(${id})`, "dim")}`);
  const beside = related.flatMap((id) => {
    const rule = folded.some((one) => one.id === id) ? undefined : rules?.get(id);
    return rule === undefined ? [] : [`${clean(rule)} ${paint(`(${id})`, "dim")}`];
  });
  return [...inside, ...beside].flatMap((line) => wrap(line, columns - 10));
}

function endingLines(finding: Finding, view: View): string[] {
  const end = ending(finding);
  if (end === undefined) {
    const flags = finding.flags.filter((flag) => flag !== "unconfirmed");
    const status = [...(finding.status === "acknowledged" ? ["acknowledged"] : []), ...flags];
    return status.length === 0 ? [] : labelled("status", [status.join(", ")], view);
  }
  if (finding.status === "quiet") return labelled("why", [end], view);
  return labelled("ended", [view.paint(`${end} (was ${finding.severity})`, "green")], view);
}
