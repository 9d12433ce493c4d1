import { compacted, elementSources, sourceAt } from "../../../lib/json-source.ts";
import { numberByKey } from "../../../lib/number-by-key.ts";
import type { Event } from "../../../model/event.ts";
import { isObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";

export type Steps = readonly string[];

/** The value at a path, own members only; a decimal step enters a list. undefined where a step is missing. */
export function valueAt(record: Json, steps: Steps): Json | undefined {
  let value: Json | undefined = record;
  for (const step of steps) {
    value = childAt(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}

export function childAt(value: Json | undefined, step: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d{0,8})$/.test(step) ? value[Number(step)] : undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/**
 * A value as a text: a string's own, for anything else its JSON, compact, its numbers spelled as the record spells them.
 * undefined where the path leads nowhere; null reads `null`.
 */
export function spelledAt(event: Event, steps: Steps): string | undefined {
  const value = valueAt(event.raw, steps);
  return value === undefined || typeof value === "string" ? value : jsonAt(event, steps, value);
}

let asked: Event | undefined;
const answers = new Map<Steps, string>();

/** Looked up once for all rules that ask the same of one event in a row. */
function jsonAt(event: Event, steps: Steps, value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (event !== asked) {
    answers.clear();
    asked = event;
  }
  const known = answers.get(steps);
  if (known !== undefined) return known;
  const json = jsonOf(event, steps, value);
  answers.set(steps, json);
  return json;
}

function jsonOf(event: Event, steps: Steps, value: Json): string {
  // The text of a record that was cut off ends somewhere inside: there the parsed view is all there is.
  if (event.partial) return JSON.stringify(value);
  const number = typeof value === "number" ? numberByKey(event.text, steps.at(-1)!, value) : undefined;
  if (number !== undefined) return number;
  const source = sourceAt(event.text, steps);
  return source === undefined ? JSON.stringify(value) : compacted(source);
}

/** A string's text; anything else that is there reads as an empty one. */
export function plainAt(event: Event, steps: Steps): string | undefined {
  const value = valueAt(event.raw, steps);
  return value === undefined || typeof value === "string" ? value : "";
}

/** The elements of a list at a path, each as a text; undefined where there is no list, or an empty one. */
export function spelledListAt(event: Event, steps: Steps): string[] | undefined {
  const value = valueAt(event.raw, steps);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every((element) => typeof element === "string")) return value;
  return partAt(event, steps)!
    .elements()!
    .map((element) => element.text);
}

/** The part of a record at a path; undefined where it leads nowhere. */
export function partAt(event: Event, steps: Steps): Part | undefined {
  const value = valueAt(event.raw, steps);
  return value === undefined
    ? undefined
    : new Part(value, () => (event.partial ? undefined : sourceAt(event.text, steps)));
}

/** A value together with the way to its spelling, which is looked up once, and only when somebody asks. */
export class Part {
  readonly value: Json;
  readonly #find: () => string | undefined;
  #source: { text: string | undefined } | undefined;

  constructor(value: Json, find: () => string | undefined) {
    this.value = value;
    this.#find = find;
  }

  /** A string's text; of anything else the compact JSON, its numbers and order those of the record. */
  get text(): string {
    const { value } = this;
    if (typeof value === "string") return value;
    if (value === null || typeof value === "boolean") return String(value);
    return compacted(this.#spelling ?? JSON.stringify(value));
  }

  /** What lies at a path of object members below; undefined where a step is missing. */
  member(...steps: string[]): Part | undefined {
    let { value }: { value: Json | undefined } = this;
    for (const step of steps) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return value === undefined ? undefined : new Part(value, () => sourceIn(this.#spelling, steps));
  }

  /** Names of its members, in order; none where it is no object. */
  keys(): string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  /** undefined where this is no list. */
  elements(): Part[] | undefined {
    if (!Array.isArray(this.value)) return undefined;
    let sources: readonly string[] | undefined;
    const sourcesOnce = () => (sources ??= this.#spelling === undefined ? [] : elementSources(this.#spelling));
    return this.value.map((element, at) => new Part(element, () => sourcesOnce()[at]));
  }

  get #spelling(): string | undefined {
    this.#source ??= { text: this.#find() };
    return this.#source.text;
  }
}

function sourceIn(source: string | undefined, steps: Steps): string | undefined {
  return source === undefined ? undefined : sourceAt(source, steps);
}
