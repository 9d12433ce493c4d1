import type { Container } from "./frame.ts";
import { parsed } from "./parsed.ts";
import type { Reading } from "./reading.ts";
import { nextJoinedValue, nextLineValue, recoverElement } from "./recover.ts";
import { BAD, DEEP, isBlank } from "./scan.ts";
import { skip } from "./skip.ts";

/** A value that has no end in the window: it goes on, is too large or deep, or is no JSON. */
export function unfinished(reading: Reading, start: number, why: number): void {
  if (why === BAD) return damagedValue(reading, start);
  if (why === DEEP) return skip(reading, start, "too-deep");
  if (reading.isFull(start)) return skip(reading, start, "too-large");
  if (!reading.final) return reading.starve(start);
  return damagedValue(reading, start);
}

/** No JSON, up to where another value begins; of an object around a list it is the rest. */
export function damagedValue(reading: Reading, start: number): void {
  const { bytes } = reading.window;
  const limit = reading.limit(start);
  const full = reading.isFull(start);
  const line = nextLineValue(bytes, start, limit);
  if (line === -1 && !reading.final && !full) return reading.starve(start);
  reading.guess.reset();
  if (reading.container) reading.close();
  const next =
    line === -1 && !hasLines(reading, full ? limit : undefined) ? nextJoinedValue(bytes, start, limit) : line;
  if (next !== -1) {
    reading.damaged(start, next, undefined, false);
    reading.state = "values";
  } else if (full) {
    reading.refuse("json", start, "no JSON, and no further value within 16 MiB");
    reading.state = "resync";
  } else tail(reading, start);
}

/** Whether the input is set apart by newlines up to an index; without one, up to the last byte that is no blank. */
function hasLines({ window, firstNewline }: Reading, limit: number | undefined): boolean {
  let end = limit ?? window.end;
  if (limit === undefined) while (end > 0 && isBlank(window.bytes[end - 1])) end--;
  return firstNewline < window.offset(end);
}

/** An element that is no JSON, up to where the next one begins, or a new value of the input. */
export function damagedElement(reading: Reading, start: number, container: Container): void {
  const { window, final } = reading;
  const full = reading.isFull(start);
  const recovery = recoverElement(window.bytes, start, reading.limit(start), final || full, (from, to) => {
    const value = parsed(window.text(from, to));
    return value !== undefined && reading.isRecord(value, container);
  });
  if (!recovery && !full) return final ? tail(reading, start) : reading.starve(start);
  if (recovery && recovery.next !== "lost") {
    reading.damaged(start, recovery.end, container, false);
    if (recovery.next === "value") reading.close();
    return;
  }
  reading.refuse("json", start, "the rest of this list could not be told apart", container);
  reading.close();
  reading.state = "resync";
}

/** The input ends inside a record. */
export function tail(reading: Reading, from: number): void {
  const { end } = reading.window;
  if (reading.dropTail) reading.window.at = end;
  else reading.damaged(from, end, reading.container, true);
  reading.dropTail = true;
}

/** The input is at its end inside an array: it is closed, and cut if nothing said so yet. */
export function cutOff(reading: Reading): void {
  const { at } = reading.window;
  // An element that was refused for its size is the tail, and was said.
  const said = reading.dropTail || (reading.state === "skip-value" && reading.skipped?.back === "elements");
  if (!said) reading.damaged(at, at, reading.container, true);
  reading.dropTail = true;
  reading.close();
}
