import type { Event } from "../../../model/event.ts";
import type { FieldValue } from "../fields/field.ts";
import { clockOf, nanosecondsOf } from "../fields/event-time.ts";
import type { OutputFormat } from "./compile-output.ts";
import { uuidOf } from "./uuid.ts";

/** What an alert says of its rule. */
export interface AlertRule {
  id: string;
  /** As alerts spell it, for instance `Warning`. */
  priority: string;
  source: string;
  tags: readonly string[];
  output: OutputFormat;
}

/** Of the uuids of alerts. */
const NAMESPACE = "8d1217a6-891a-5b6e-90d6-a229b9e8e74a";

/**
 * The alert that Falco would send for a rule that an event met: one line of JSON, keys in order, nanoseconds as whole
 * numbers. Its `uuid` is not Falco's: it rests on rule and event, so that a replay gives the same.
 * @param hostname  of the machine that evaluates
 */
export function alertJson(rule: AlertRule, event: Event, hostname: string): string {
  const nanoseconds = nanosecondsOf(event);
  const { date, time } = clockOf(nanoseconds);
  const fields = new Map(rule.output.exactValues(event)).set("evt.time", nanoseconds);
  const members = {
    hostname: valueJson(hostname),
    output: valueJson(`${time}: ${rule.priority} ${rule.output.render(event)}`),
    output_fields: objectJson(fields),
    priority: valueJson(rule.priority),
    rule: valueJson(rule.id),
    source: valueJson(rule.source),
    tags: valueJson(rule.tags.toSorted()),
    time: valueJson(`${date}T${time}Z`),
    uuid: valueJson(uuidOf(NAMESPACE, `${rule.id}\n${event.id}`)),
  };
  return `{${Object.entries(members)
    .map(([key, json]) => `"${key}":${json}`)
    .join(",")}}`;
}

function objectJson(values: ReadonlyMap<string, FieldValue>): string {
  const keys = [...values.keys()].toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${valueJson(values.get(key))}`).join(",")}}`;
}

/** Whole numbers with all their digits. */
function valueJson(value: FieldValue): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value ?? null);
}
