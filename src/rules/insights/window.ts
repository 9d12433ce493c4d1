import type { Json, JsonObject } from "../../model/json.ts";
import type { RuleWindow } from "../../model/rule.ts";
import type { Plan } from "./plan/plan.ts";
import type { Stage, StatsStage } from "./plan/stages.ts";
import { EventRecord } from "./records/event-record.ts";
import { chainOf } from "./run/chain.ts";
import { groupKey, groupRow, newGroup, withRow } from "./run/group.ts";
import type { Group } from "./run/group.ts";
import { jsonRow, uniqueTitles } from "./run/json-row.ts";
import { keeper, rowOf } from "./run/kept.ts";
import { newRow } from "./run/row.ts";
import type { KeptRow, Row, RunContext } from "./run/row.ts";
import { passes } from "./run/steps-run.ts";

export interface WindowOptions {
  /** Milliseconds. */
  over: number;
  atLeast: number;
  /** Columns of the query that name the subject. */
  by: readonly string[];
}

/** Of a window with more of them the first ones are kept: it lies in a detector's memory. */
const MOST_ROWS = 1000;
const MOST_GROUPS = 1000;
const MOST_ELEMENTS = 10_000;

/** What is kept of a window, plain JSON: rows, or groups where the query begins with stats. */
type State = { count: number; time: number; rows: KeptRow[]; groups: { [key: string]: KeptGroup } };
/** A group, and for each of its aggregates what it collects, with how often each came. */
type KeptGroup = [group: Group, collected: [element: string, count: number][][]];

/** A query over windows of event time. */
export function windowOf(plan: Plan, { over, atLeast, by }: WindowOptions): RuleWindow {
  const [first, ...others] = plan.stages;
  const steps = first?.kind === "steps" ? first.steps : [];
  const stages = first?.kind === "steps" ? others : plan.stages;
  const stats = stages[0]?.kind === "stats" ? stages[0] : undefined;
  const keep = keeper(plan.fields);
  const mostRows = Math.max(MOST_ROWS, atLeast);
  return {
    over,
    atLeast,
    by,
    add: (before, event) => {
      const state = (before as State | undefined) ?? { count: 0, time: event.time, rows: [], groups: {} };
      const row = newRow(new EventRecord(event), state.count, plan.size, contextAt(event.time));
      if (!passes(steps, row)) return state;
      const next = { ...state, count: state.count + 1, time: Math.max(state.time, event.time) };
      if (stats) return { ...next, groups: withGrouped(state.groups, row, stats) };
      return state.rows.length < mostRows ? { ...next, rows: [...state.rows, keep(row)] } : next;
    },
    rows: (state) => rowsOf(state as State, plan, stages, stats),
  };
}

/** A rule asks at the time of its events: replayed, it gives the same answer. */
function contextAt(now: number): RunContext {
  return { now, notes: undefined, serviceCaps: false };
}

function withGrouped(groups: State["groups"], row: Row, stage: StatsStage): State["groups"] {
  const { key, values } = groupKey(row, stage);
  const known = Object.hasOwn(groups, key) ? groups[key] : undefined;
  if (!known && Object.keys(groups).length >= MOST_GROUPS) return groups;
  const [group, before]: KeptGroup = known ?? [newGroup(row, values, stage), stage.aggregates.map(() => [])];
  const collected = [...before];
  const next = withRow(group, row, stage, (aggregate, element) => {
    collected[aggregate] = withElement(collected[aggregate]!, element);
  });
  return { ...groups, [key]: [next, collected] };
}

function withElement(elements: [string, number][], element: string): [string, number][] {
  const at = elements.findIndex(([known]) => known === element);
  if (at >= 0) return elements.with(at, [element, elements[at]![1] + 1]);
  return elements.length < MOST_ELEMENTS ? [...elements, [element, 1]] : elements;
}

function rowsOf(state: State, plan: Plan, stages: readonly Stage[], stats: StatsStage | undefined): JsonObject[] {
  const run = contextAt(state.time);
  const titles = uniqueTitles(plan.columns.map(({ title }) => title));
  const rows: JsonObject[] = [];
  const chain = chainOf(plan, stats ? stages.slice(1) : stages, run, (cells) => rows.push(jsonRow(titles, cells)));
  if (stats) {
    for (const kept of Object.values(state.groups)) {
      chain.push(groupRow(kept[0], resultsOf(kept, stats), stats, { size: plan.size, run }));
    }
  } else for (const row of state.rows) chain.push(rowOf(row, run));
  chain.end();
  chain.close();
  return rows;
}

function resultsOf([[, , , states], collected]: KeptGroup, { aggregates }: StatsStage) {
  return aggregates.map(({ how, parameter }, at) => {
    const state: Json = states[at]!;
    if (how.kind === "fold") return how.result(state);
    const elements = collected[at]!.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return how.result(elements, Number(state), parameter);
  });
}
