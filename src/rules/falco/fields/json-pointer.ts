import { compacted, indented } from "../../../lib/json-source.ts";
import type { Event } from "../../../model/event.ts";
import { nanosecondsOf } from "./event-time.ts";
import { spelledAt } from "./record.ts";
import type { Row } from "./row.ts";

/** Pointers come from rules: few, the same for every event. */
const KEPT = 5000;
const known = new Map<string, readonly string[]>();

/** Steps of a JSON pointer (RFC 6901); its leading `/` may be left out. */
function pointerSteps(pointer: string): readonly string[] {
  const kept = known.get(pointer);
  if (kept) return kept;
  const path = pointer.startsWith("/") ? pointer.slice(1) : pointer;
  const steps = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (known.size < KEPT) known.set(pointer, steps);
  return steps;
}

/** The record in compact form; of one that was cut off what could be read. */
export function recordText(event: Event): string {
  return event.partial ? JSON.stringify(event.raw) : compacted(event.text);
}

const family = (prefix: "jevt" | "json"): readonly Row[] => [
  {
    name: `${prefix}.value`,
    summary: 'Whatever lies at a JSON pointer of the record, objects and numbers as JSON; `[""]` is the record.',
    argument: "key",
    reads: (pointer = "") => (pointer === "" ? [] : [pointerSteps(pointer).join(".")]),
    read: (event, pointer = "") => (pointer === "" ? recordText(event) : spelledAt(event, pointerSteps(pointer))),
  },
  {
    name: `${prefix}.obj`,
    summary: "The record, laid out with two blanks a level.",
    reads: [],
    read: (event) => indented(recordText(event)),
  },
  {
    name: `${prefix}.rawtime`,
    summary: "Time of the event in nanoseconds, a text.",
    reads: [],
    read: (event) => String(nanosecondsOf(event)),
  },
];

/** Fields that read any JSON. Source: Falco's json plugin, 0.7. */
export const jsonPointer: readonly Row[] = [...family("jevt"), ...family("json")];
