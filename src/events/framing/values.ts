import { CLOSE_OBJECT, COMMA, NEWLINE, OPEN_ARRAY, OPEN_OBJECT } from "./chars.ts";
import { damagedValue, unfinished } from "./damage.ts";
import { DEPTH_CAP } from "./frame.ts";
import type { Container } from "./frame.ts";
import { takeGuessed } from "./guess.ts";
import { memberStart } from "./keys.ts";
import { nextLine } from "./lines.ts";
import { addMember } from "./members.ts";
import { parsed } from "./parsed.ts";
import type { Reading } from "./reading.ts";
import { MORE, scanValue, skipBlanks } from "./scan.ts";
import { takeGlanced } from "./take-glanced.ts";

/** Blanks that are held to tell how a line is indented. */
const BLANKS_CAP = 64 * 1024;

/** The next value of the input; what begins as neither object nor array is a line. */
export function nextValue(reading: Reading): void {
  const { window } = reading;
  const { bytes, at, end } = window;
  const start = skipBlanks(bytes, at, end);
  if (start === end) return blanks(reading);
  const first = bytes[start];
  if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) {
    const newline = bytes.lastIndexOf(NEWLINE, start);
    return nextLine(reading, Math.max(at, newline + 1));
  }
  window.at = start;
  if (first === OPEN_ARRAY) return reading.open({ key: "", members: {} }, start, start + 1);
  if (!takeGlanced(reading, start, undefined) && !takeGuessed(reading, start, undefined)) object(reading, start);
}

/** Nothing but blanks is at hand: those of the last line are kept, as they may indent a line. */
function blanks(reading: Reading): void {
  const { window, final } = reading;
  const { bytes, at, end } = window;
  const lineStart = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
  if (final || end - lineStart > BLANKS_CAP) window.at = end;
  else if (lineStart > at) window.at = lineStart;
  else reading.starve(at);
}

/** An object that is a record as a whole, up to the first array of records in it. */
function object(reading: Reading, start: number): void {
  const { bytes } = reading.window;
  const limit = reading.limit(start);
  const members: [number, number][] = [];
  for (let at = start + 1; ;) {
    at = skipBlanks(bytes, at, limit);
    if (at === limit) return unfinished(reading, start, MORE);
    const byte = bytes[at];
    if (byte === CLOSE_OBJECT) return whole(reading, start, at + 1);
    if (byte === COMMA) {
      at++;
      continue;
    }
    const member = memberStart(bytes, at, limit);
    if (typeof member === "number") return unfinished(reading, start, member);
    if (member.key !== undefined && bytes[member.value] === OPEN_ARRAY)
      return openObject(reading, start, member.key, member.value, members);
    const to = scanValue(bytes, member.value, limit, DEPTH_CAP - 1);
    if (to < 0) return unfinished(reading, start, to);
    members.push([at, to]);
    at = to;
  }
}

function whole(reading: Reading, start: number, end: number): void {
  const text = reading.window.text(start, end);
  const value = parsed(text);
  if (value === undefined) return damagedValue(reading, start);
  reading.guess.learn(reading.window, start);
  reading.value(start, end, text, value, undefined);
}

/** @param members  those before the array of records at `array` */
function openObject(reading: Reading, start: number, key: string, array: number, members: [number, number][]): void {
  const container: Container = { key, members: {} };
  reading.membersSize = 0;
  for (const [from, to] of members) addMember(reading, container, from, to);
  reading.open(container, start, array + 1);
}
