import type { Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding } from "../../model/finding.ts";
import { scalarText } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Rule, RuleWindow } from "../../model/rule.ts";
import { begun, continued, joined } from "../history.ts";
import type { History } from "../history.ts";
import { evidenceOf } from "../subject.ts";
import { ruleFinding } from "./finding.ts";
import type { WindowMemory } from "./memory.ts";
import type { Told } from "./told.ts";

/** Subjects whose history is kept; a query that groups by something unbounded has others start anew. */
const MOST_SUBJECTS = 1000;

type Windowed = Rule & { window: RuleWindow };

export function isWindowed(rule: Rule): rule is Windowed {
  return rule.window !== undefined;
}

/** Puts an event that passed the query's filters into its window, and closes windows that lateness has passed. */
export function foldWindow(
  before: WindowMemory | undefined,
  event: Event,
  { rule, cluster }: Told & { rule: Windowed },
  facts: Facts,
): Step<WindowMemory> {
  const memory = before ?? { rule: rule.id, cluster, greatest: event.time, windows: {}, found: {} };
  const greatest = Math.max(memory.greatest, event.time);
  const begin = String(event.time - (event.time % rule.window.over));
  const isOver = Number(begin) + rule.window.over + facts.time.lateness <= memory.greatest;
  // A window that was judged is not judged again for one that comes too late.
  if (isOver && !Object.hasOwn(memory.windows, begin)) return { memory: { ...memory, greatest }, findings: [] };
  const window = memory.windows[begin];
  const next = {
    state: rule.window.add(window?.state, event),
    history: continued(
      window?.history ?? begun(event.time),
      { time: event.time, by: event.actor.name, evidence: evidenceOf(event), unseen: event.unseen },
      { what: "noted" },
    ),
  };
  const windows = { ...memory.windows, [begin]: next };
  return closed({ ...memory, greatest, windows }, rule, greatest - facts.time.lateness, facts);
}

/** Judges the windows that are over at `now`; at the end of a scan's input all of them. */
export function tickWindow(memory: WindowMemory, rule: Windowed, now: number, facts: Facts): Step<WindowMemory> {
  return closed(memory, rule, facts.final ? Number.POSITIVE_INFINITY : now - facts.time.lateness, facts);
}

function closed(memory: WindowMemory, rule: Windowed, until: number, facts: Facts): Step<WindowMemory> {
  const windows = { ...memory.windows };
  const findings: Finding[] = [];
  let { found } = memory;
  for (const begin of Object.keys(windows).toSorted((a, b) => Number(a) - Number(b))) {
    if (Number(begin) + rule.window.over > until) break;
    const judged = judge(windows[begin]!, { ...memory, found }, rule, facts);
    found = judged.found;
    findings.push(...judged.findings);
    delete windows[begin];
  }
  const first = Object.keys(windows)
    .map(Number)
    .toSorted((a, b) => a - b)[0];
  const wakeAt = first === undefined ? undefined : first + rule.window.over + facts.time.lateness;
  return { memory: { ...memory, windows, found }, findings, ...(wakeAt !== undefined && { wakeAt }) };
}

function judge(window: { state: Json; history: History }, memory: WindowMemory, rule: Windowed, facts: Facts) {
  const findings: Finding[] = [];
  const found = new Map(Object.entries(memory.found));
  for (const [subject, rows] of bySubject(rule.window.rows(window.state), rule.window.by)) {
    if (rows.length < rule.window.atLeast) continue;
    const before = found.get(subject);
    const history = { ...joined(before, window.history), count: (before?.count ?? 0) + 1 };
    const kept = { ...history, output: told(rule, rows) };
    if (before || found.size < MOST_SUBJECTS) found.set(subject, kept);
    findings.push(finding(rule, memory, subject, kept, facts));
  }
  return { found: Object.fromEntries(found), findings };
}

/** Rows by the columns that name their subject; all of them are one where there are none. */
function bySubject(rows: readonly JsonObject[], by: readonly string[]): Map<string, JsonObject[]> {
  const subjects = new Map<string, JsonObject[]>();
  for (const row of rows) {
    const subject = by.map((column) => scalarText(row[column])).join(" · ");
    const known = subjects.get(subject);
    if (known) known.push(row);
    else subjects.set(subject, [row]);
  }
  return subjects;
}

const ROWS_TOLD = 5;

function told({ title }: Rule, rows: readonly JsonObject[]): string {
  const lines = rows.slice(0, ROWS_TOLD).map((row) =>
    Object.entries(row)
      .map(([column, value]) => `${column}=${typeof value === "string" ? value : JSON.stringify(value)}`)
      .join(" "),
  );
  const more = rows.length - ROWS_TOLD;
  return [
    `${title}: ${rows.length} ${rows.length === 1 ? "row" : "rows"}`,
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n");
}

function finding(
  rule: Windowed,
  memory: WindowMemory,
  subject: string,
  history: History & { output: string },
  facts: Facts,
): Finding {
  const { cluster } = memory;
  return ruleFinding(
    {
      rule,
      cluster,
      scope: {},
      subject: { kind: "Query", name: subject === "" ? (cluster?.name ?? "") : subject },
      discriminator: "",
      history,
      output: history.output,
      isUnknown: false,
    },
    facts,
  );
}
