import { CLOSE_ARRAY, COMMA, OPEN_OBJECT } from "./chars.ts";
import { damagedElement, tail } from "./damage.ts";
import { DEPTH_CAP } from "./frame.ts";
import type { Container } from "./frame.ts";
import { takeGuessed } from "./guess.ts";
import { parsed } from "./parsed.ts";
import type { Reading } from "./reading.ts";
import { BAD, DEEP, isBlank, MORE, scanValue } from "./scan.ts";
import { skip } from "./skip.ts";
import { takeGlanced } from "./take-glanced.ts";

/** The next element of the array at hand, or the array's end. */
export function nextElement(reading: Reading): void {
  const container = reading.container!;
  const { window } = reading;
  const { bytes, end } = window;
  let start = window.at;
  while (start < end && (bytes[start] === COMMA || isBlank(bytes[start]))) start++;
  window.at = start;
  if (start === end) return;
  if (bytes[start] === CLOSE_ARRAY) {
    window.at = start + 1;
    if (container.key === "") reading.close();
    else reading.state = "members";
    return;
  }
  if (!takeGlanced(reading, start, container) && !takeGuessed(reading, start, container))
    takeScanned(reading, start, container);
}

function takeScanned(reading: Reading, start: number, container: Container): void {
  const { window, guess } = reading;
  const to = scanValue(window.bytes, start, reading.limit(start), DEPTH_CAP);
  if (to === DEEP) return skip(reading, start, "too-deep");
  if (to === MORE && reading.isFull(start)) return skip(reading, start, "too-large");
  if (to === MORE) return reading.final ? tail(reading, start) : reading.starve(start);
  const text = to === BAD ? "" : window.text(start, to);
  const value = to === BAD ? undefined : parsed(text);
  if (value === undefined) return damagedElement(reading, start, container);
  if (window.bytes[start] === OPEN_OBJECT) guess.learn(window, start);
  reading.value(start, to, text, value, container);
}
