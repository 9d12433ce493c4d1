import { NEWLINE } from "./chars.ts";
import { cutOff } from "./damage.ts";
import { nextElement } from "./elements.ts";
import type { Frame } from "./frame.ts";
import { nextLine, start } from "./lines.ts";
import { nextMember } from "./members.ts";
import { Reading } from "./reading.ts";
import type { IsRecord } from "./reading.ts";
import { skipLine, skipToValue, skipValue } from "./skip.ts";
import { nextValue } from "./values.ts";

/**
 * Cuts a text into records as it comes in, holding no more than the record at hand.
 * `feed` bytes, call `next` until it gives nothing, and so on; `finish` after the last byte, then `next` again.
 * How the input is split into chunks changes nothing.
 */
export class Framer {
  readonly #reading: Reading;

  constructor(isRecord: IsRecord) {
    this.#reading = new Reading(isRecord);
  }

  /** Offset of the first byte not framed yet. */
  get offset(): number {
    return this.#reading.offset;
  }

  /** The input is a CloudWatch export: lines, of which those with a time in front begin a message. */
  get isExport(): boolean {
    return this.#reading.isExport;
  }

  feed(chunk: Uint8Array): void {
    const { window } = this.#reading;
    if (this.#reading.firstNewline === Infinity) {
      const at = chunk.indexOf(NEWLINE);
      if (at !== -1) this.#reading.firstNewline = window.offset(window.end) + at;
    }
    if (chunk.length > 0) window.append(chunk);
  }

  /** @param dropTail  the input was cut short: what is not whole is no record */
  finish(dropTail: boolean): void {
    this.#reading.final = true;
    this.#reading.dropTail = dropTail;
  }

  /** The next record; undefined when more input is needed, or after `finish` when there is no more. */
  next(): Frame | undefined {
    const reading = this.#reading;
    const { frames, window } = reading;
    while (frames.length === 0) {
      const { at, end } = window;
      if (at === end || end - at < reading.wanted) {
        if (!reading.final) return undefined;
        if (at === end) {
          if (reading.container) cutOff(reading);
          return frames.shift();
        }
      }
      reading.wanted = 1;
      step(reading);
    }
    return frames.shift();
  }
}

function step(reading: Reading): void {
  switch (reading.state) {
    case "start":
      return start(reading);
    case "values":
      return nextValue(reading);
    case "lines":
      return nextLine(reading, reading.window.at);
    case "elements":
      return nextElement(reading);
    case "members":
      return nextMember(reading);
    case "skip-value":
      return skipValue(reading);
    case "skip-line":
      return skipLine(reading);
    case "resync":
      return skipToValue(reading);
  }
}
