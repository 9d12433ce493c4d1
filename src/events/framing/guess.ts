import { CLOSE_OBJECT, NEWLINE, QUOTE } from "./chars.ts";
import { DEPTH_CAP } from "./frame.ts";
import type { Container } from "./frame.ts";
import { holdsContainer } from "./keys.ts";
import { parsed } from "./parsed.ts";
import type { Reading } from "./reading.ts";
import type { Window } from "./window.ts";

/** Records longer than this are scanned. */
const REACH = 256 * 1024;
/** Wrong guesses beyond the right ones after which a container is scanned. */
const PATIENCE = 16;
/** Longest first key and space between records that is worth remembering. */
const LONGEST = 128;

/**
 * Guesses where a record ends from how the ones before it were set apart: `},{"eventVersion"`, `}` newline `{`.
 * A guess is proven by JSON.parse: a text that begins as an object and parses ends exactly where the object ends.
 * So a scan would have found the same end, and costs more than searching for a fixed text.
 */
export class Guess {
  #signature: Buffer | undefined;
  #lastEnd = -1;
  /** Offset of the first occurrence at or after the last search; Infinity when the window held none up to `#searched`. */
  #found = -1;
  #searched = 0;
  #credit = PATIENCE;

  reset(): void {
    this.#signature = undefined;
    this.#lastEnd = -1;
    this.#credit = PATIENCE;
  }

  /** Index after the record that begins at `from`, if the guess holds a place; else -1. */
  end(window: Window, from: number): number {
    if (!this.#signature || this.#credit <= 0) return -1;
    const offset = window.offset(from);
    if (this.#found < offset) this.#search(window, this.#signature, from);
    else if (this.#found === Infinity && window.offset(window.end) > this.#searched)
      this.#search(window, this.#signature, Math.max(from, this.#searched - this.#signature.length - window.base));
    const end = this.#found + 1 - window.base;
    return end - from <= REACH ? end : -1;
  }

  #search(window: Window, signature: Buffer, from: number): void {
    const at = window.indexOf(signature, from);
    this.#found = at === -1 ? Infinity : window.offset(at);
    this.#searched = window.offset(window.end);
  }

  right(): void {
    if (this.#credit < PATIENCE * 4) this.#credit++;
  }

  wrong(): void {
    this.#credit -= 2;
  }

  /** Learns from a record that begins at `from` and was scanned. */
  learn(window: Window, from: number): void {
    const offset = window.offset(from);
    const gap = this.#lastEnd - window.base - 1;
    if (this.#lastEnd !== -1 && gap >= 0 && from - gap < LONGEST && this.#credit > 0) {
      const signature = window.bytes.subarray(gap, from + 1 + firstKeyLength(window, from, gap));
      if (signature[0] === CLOSE_OBJECT && !this.#signature?.equals(signature)) {
        this.#signature = Buffer.from(signature);
        this.#found = -1;
        this.#searched = offset;
      }
    }
  }

  /** Says where the last record ended. */
  passed(window: Window, to: number): void {
    this.#lastEnd = window.offset(to);
  }
}

/** Length of the first key with its quotes; 0 where a newline sets records apart well enough, or there is none. */
function firstKeyLength(window: Window, from: number, gap: number): number {
  const { bytes } = window;
  for (let at = gap; at < from; at++) if (bytes[at] === NEWLINE && bytes[at + 1] !== 0x20) return 0;
  if (bytes[from + 1] !== QUOTE) return 0;
  const close = bytes.indexOf(QUOTE, from + 2);
  return close === -1 || close - from > LONGEST ? 0 : close - from;
}

/** Takes the record at `start` if it ends where the ones before it lead to expect. */
export function takeGuessed(reading: Reading, start: number, container: Container | undefined): boolean {
  const { guess, window } = reading;
  const end = guess.end(window, start);
  if (end === -1) return false;
  const text = window.text(start, end);
  const value = parsed(text);
  if (value === undefined || !shallow(text) || (!container && holdsContainer(value))) {
    guess.wrong();
    return false;
  }
  guess.right();
  reading.value(start, end, text, value, container);
  return true;
}

/** Whether a record is surely no deeper than the cap: it has too few brackets for it. */
function shallow(text: string): boolean {
  if (text.length < 2 * DEPTH_CAP) return true;
  let opened = 0;
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at + 1)) if (++opened > DEPTH_CAP) return false;
  for (let at = text.indexOf("["); at !== -1; at = text.indexOf("[", at + 1)) if (++opened > DEPTH_CAP) return false;
  return true;
}
