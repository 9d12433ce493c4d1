import type { JsonObject } from "../../model/json.ts";
import { CLOSE_OBJECT, COMMA, OPEN_ARRAY } from "./chars.ts";
import { damagedValue, tail } from "./damage.ts";
import { DEPTH_CAP, MEMBERS_CAP } from "./frame.ts";
import type { Container } from "./frame.ts";
import { memberStart } from "./keys.ts";
import { parsed } from "./parsed.ts";
import type { Reading } from "./reading.ts";
import { BAD, isBlank, MORE, scanValue } from "./scan.ts";
import { pass } from "./skip.ts";

/** After an array of records: the next member of the object around it, or the object's end. */
export function nextMember(reading: Reading): void {
  const container = reading.container!;
  const { window } = reading;
  const { bytes, end } = window;
  let at = window.at;
  while (at < end && (bytes[at] === COMMA || isBlank(bytes[at]))) at++;
  window.at = at;
  if (at === end) return;
  if (bytes[at] === CLOSE_OBJECT) {
    window.at = at + 1;
    return reading.close();
  }
  const limit = reading.limit(at);
  const member = memberStart(bytes, at, limit);
  const key = typeof member === "number" ? undefined : member.key;
  const value = typeof member === "number" ? at : member.value;
  if (key !== undefined && bytes[value] === OPEN_ARRAY) return another(reading, container, key, value);
  const to = typeof member === "number" ? member : scanValue(bytes, value, limit, DEPTH_CAP - 1);
  if (to === BAD) return damagedValue(reading, at);
  if (to === MORE && !reading.isFull(at)) return reading.final ? tail(reading, at) : reading.starve(at);
  if (to < 0) return pass(reading, value);
  addMember(reading, container, at, to);
  window.at = to;
}

/** A second array of records in one object. */
function another(reading: Reading, container: Container, key: string, array: number): void {
  reading.frames.push({ kind: "close", container, offset: reading.window.offset(array) });
  reading.open({ key, members: container.members }, array, array + 1);
}

/** Keeps a member beside the array, if there is room for it. */
export function addMember(reading: Reading, { members }: Container, from: number, to: number): void {
  reading.membersSize += to - from;
  if (reading.membersSize > MEMBERS_CAP) return;
  const read = parsed(`{${reading.window.text(from, to)}}`) as JsonObject | undefined;
  for (const [key, value] of Object.entries(read ?? {}))
    Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}
