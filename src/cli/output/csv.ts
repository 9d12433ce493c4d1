import type { Finding } from "../../model/finding.ts";
import type { Report } from "./report.ts";
import { clean } from "./text.ts";
import { arrow, remark, sides } from "./words.ts";

/** One column each, in this order: others may be added at the end. */
const COLUMNS: readonly [string, (finding: Finding) => string | number | undefined | null][] = [
  ["id", (finding) => finding.id],
  ["severity", (finding) => finding.severity],
  ["status", (finding) => finding.status],
  ["resolution", (finding) => finding.resolution],
  ["kind", (finding) => finding.kind],
  ["rule", (finding) => finding.rule],
  ["title", (finding) => finding.title],
  ["account", (finding) => finding.cluster?.account],
  ["region", (finding) => finding.cluster?.region],
  ["cluster", (finding) => finding.cluster?.name],
  ["env", (finding) => finding.cluster?.labels.env],
  ["resource_type", (finding) => finding.resource?.type],
  ["address", (finding) => finding.resource?.address],
  ["resource_id", (finding) => finding.resource?.id],
  ["code", (finding) => finding.resource?.code],
  ["changes", (finding) => finding.changes.map(changeWords).join("; ")],
  ["actor", (finding) => finding.actor?.name],
  ["actor_arn", (finding) => finding.actor?.arn],
  ["via", (finding) => finding.actor?.via],
  ["source_ip", (finding) => finding.actor?.source_ip],
  ["controls", (finding) => finding.controls.join(" ")],
  ["first_seen", (finding) => finding.first_seen],
  ["last_seen", (finding) => finding.last_seen],
  ["resolved_at", (finding) => finding.resolved_at],
  ["count", (finding) => finding.count],
  ["event_ids", (finding) => finding.evidence.map((event) => event.event_id).join(" ")],
  ["undo", (finding) => finding.undo.find((step) => step.kind !== "note")?.text.replaceAll("\n", " && ")],
];

/** RFC 4180: a header, CRLF, quotes where needed; one row per finding. */
export function* csv(report: Report): Iterable<string> {
  yield csvRow(COLUMNS.map(([name]) => name));
  for (const finding of report.findings) yield csvRow(COLUMNS.map(([, value]) => value(finding)));
}

/** A line of a CSV file. */
export function csvRow(values: readonly (string | number | undefined | null)[]): string {
  const cells = values.map(cell);
  return `${cells.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",")}\r\n`;
}

/** A spreadsheet computes what begins like a formula: an apostrophe keeps it text. */
function cell(value: string | number | undefined | null): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  const text = clean(value);
  return /^\s*[=+\-@|%＝＋－＠]/.test(text) ? `'${text}` : text;
}

function changeWords(change: Finding["changes"][number]): string {
  const { before, after } = sides(change);
  const note = remark(change);
  return [change.path, arrow(before, after), note && `(${note})`].filter((part) => part !== "").join(" ");
}
