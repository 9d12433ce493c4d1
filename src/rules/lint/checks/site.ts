import type { EventKind } from "../../../model/event.ts";
import type { Claim, Place } from "../condition.ts";
import type { Demands } from "../demands.ts";
import type { Remark } from "../remark.ts";

/** A claim, and what must be so beside it for it to count. */
export interface Site {
  claim: Claim;
  around: Demands;
  source: EventKind;
  /** All that the condition asks of, wherever. */
  paths: ReadonlySet<string>;
}

/** One thing to look for. */
export type Check = (site: Site) => Remark[];

/** Where a claim stands. */
export function placeOf({ from, to, macro }: Claim): Place {
  return { from, to, ...(macro === undefined ? {} : { macro }) };
}

/** Of longer lists the rest is not looked at. */
const MOST_VALUES = 300;

/** The texts a claim asks for, where it asks for texts and does not exclude them. */
export function wantedBy({ negated, test }: Claim): readonly string[] {
  return negated || test.is !== "one-of" ? [] : test.values.slice(0, MOST_VALUES);
}

/** Whether a claim is false of a record without its field. */
export function needsField({ negated, needsValue }: Claim): boolean {
  return !negated || needsValue === true;
}

/** `a`, `b` and `c`, at most so many. */
export function listed(words: readonly string[], most = 4): string {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)!}`;
}
