import { NEWLINE, RETURN } from "./chars.ts";
import { RECORD_CAP } from "./frame.ts";
import type { Frame } from "./frame.ts";
import type { Reading } from "./reading.ts";
import { skipBlanks } from "./scan.ts";

const EXPORT_HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
const EXPORT_HEAD_LENGTH = 25;
/** Blanks before the first line beyond which no export is expected. */
const BLANKS_CAP = 64 * 1024;

/** The input's beginning tells whether it is an export, all lines, or values with lines between them. */
export function start(reading: Reading): void {
  const { window, final } = reading;
  const { bytes, end } = window;
  if (end < 3 + EXPORT_HEAD_LENGTH && !final) return reading.starve(0);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = skipBlanks(bytes, bom, end);
  if (end - first < EXPORT_HEAD_LENGTH && first < BLANKS_CAP && !final) return reading.starve(0);
  reading.isExport = EXPORT_HEAD.test(bytes.toString("latin1", first, Math.min(end, first + EXPORT_HEAD_LENGTH)));
  window.at = bom;
  reading.state = reading.isExport ? "lines" : "values";
}

/** The line that begins at `from`. */
export function nextLine(reading: Reading, from: number): void {
  const { window, final } = reading;
  const { bytes, end } = window;
  window.at = from;
  const newline = window.indexOf(NEWLINE, from);
  const stop = newline === -1 ? end : newline;
  if (stop - from > RECORD_CAP) {
    reading.refuse("too-large", from, "a line of more than 16 MiB");
    reading.state = "skip-line";
    return;
  }
  if (newline === -1 && !final) return reading.starve(from);
  window.at = newline === -1 ? end : newline + 1;
  if (newline === -1 && reading.dropTail) return;
  const to = bytes[stop - 1] === RETURN && stop > from ? stop - 1 : stop;
  if (skipBlanks(bytes, from, to) === to) return;
  const frame: Frame = { kind: "line", offset: window.offset(from), text: window.text(from, to) };
  if (window.repaired(from, to)) frame.repaired = true;
  reading.frames.push(frame);
}
