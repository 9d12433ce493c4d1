import { NEWLINE } from "./chars.ts";
import { DEPTH_CAP } from "./frame.ts";
import type { Reading } from "./reading.ts";
import { nextLineValue } from "./recover.ts";
import { Skipper } from "./skipper.ts";

const WHAT = {
  "too-large": "a record of more than 16 MiB",
  "too-deep": `a record nested deeper than ${DEPTH_CAP}`,
} as const;

/** Refuses the value at `start`, and passes over it before what stands behind it is read as it would have been. */
export function skip(reading: Reading, start: number, reason: keyof typeof WHAT): void {
  reading.refuse(reason, start, WHAT[reason], reading.container);
  pass(reading, start);
}

/** Passes over the value at `start` without a word. */
export function pass(reading: Reading, start: number): void {
  reading.window.at = start;
  reading.skipped = { by: new Skipper(), back: reading.state };
  reading.state = "skip-value";
}

export function skipValue(reading: Reading): void {
  const { by, back } = reading.skipped!;
  const { bytes, at, end } = reading.window;
  const to = by.skip(bytes, at, end);
  reading.window.at = to === -1 ? end : to;
  if (to !== -1) reading.state = back;
}

export function skipLine(reading: Reading): void {
  const { at, end } = reading.window;
  const newline = reading.window.indexOf(NEWLINE, at);
  reading.window.at = newline === -1 ? end : newline + 1;
  if (newline !== -1) reading.state = reading.isExport ? "lines" : "values";
}

/** Passes over what cannot be told apart, up to a value on a line of its own. */
export function skipToValue(reading: Reading): void {
  const { window, final } = reading;
  const { bytes, at, end } = window;
  const next = nextLineValue(bytes, at, end);
  if (next !== -1) {
    reading.state = "values";
    window.at = next;
    return;
  }
  // A newline at the end is kept: the value may follow it.
  const keep = bytes[end - 1] === NEWLINE && !final ? end - 1 : end;
  window.at = Math.max(keep, at);
  if (window.at === at) reading.starve(at);
}
