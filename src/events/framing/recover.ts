import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  NEWLINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "./chars.ts";
import { DEPTH_CAP } from "./frame.ts";
import { isBlank, MORE, scanValue, skipBlanks } from "./scan.ts";

/** Places tried for the next element before the rest of a container is given up. */
const TRIES = 1000;

/** Where a damaged element ends, and what stands there: the next element, a new value, or nothing that can be told. */
export interface Recovery {
  end: number;
  next: "element" | "value" | "lost";
}

/** The element of the framed array that begins at an index, if it is whole and one of the envelope's records. */
export type Fits = (from: number, to: number) => boolean;

/**
 * Finds the end of an element that is no JSON: where its brackets and quotes balance, or the earliest `,{` before that
 * at which an element of the envelope begins, or where a new value of the input begins.
 * @param final  nothing follows `end` that could change the answer
 * @returns undefined where `end` was reached first
 */
export function recoverElement(
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  fits: Fits,
): Recovery | undefined {
  const balance = new Balance();
  let tries = 0;
  let before = 0; // last byte that is no blank
  let newline = false; // since that byte
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (isBlank(byte)) {
      newline ||= byte === NEWLINE;
      balance.take(byte, true);
      continue;
    }
    if (at > start && (byte === OPEN_OBJECT || byte === OPEN_ARRAY)) {
      if (newline && bytes[at - 1] === NEWLINE && before !== COMMA && before !== OPEN_ARRAY && before !== COLON)
        return { end: at, next: "value" };
      if (at + 1 === end && !final) return undefined;
      if (at - 2 >= start && at + 1 < end && beginsValue(bytes, at)) return { end: at, next: "value" };
      if (byte === OPEN_OBJECT && before === COMMA && tries < TRIES) {
        tries++;
        const to = scanValue(bytes, at, end, DEPTH_CAP);
        if (to === MORE && !final) return undefined;
        if (to > 0 && fits(at, to)) return { end: lastComma(bytes, at), next: "element" };
      }
    }
    const closed = balance.take(byte, at > start);
    if (closed === "after") {
      const following = skipBlanks(bytes, at + 1, end);
      if (following === end && !final) return undefined;
      if (following === end || bytes[following] === COMMA || bytes[following] === CLOSE_ARRAY)
        return { end: at + 1, next: "element" };
    }
    if (closed === "before") return { end: at, next: "element" };
    before = byte;
    newline = false;
  }
  return tries < TRIES ? undefined : { end, next: "lost" };
}

/** `]}{"`: the end of one object with an array and the beginning of the next. */
function beginsValue(bytes: Uint8Array, at: number): boolean {
  return bytes[at - 1] === CLOSE_OBJECT && bytes[at - 2] === CLOSE_ARRAY && bytes[at + 1] === QUOTE;
}

function lastComma(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== COMMA) at--;
  return at;
}

/** Follows brackets and quotes of one element. */
class Balance {
  #open: number[] = [];
  #inString = false;
  #escaped = false;
  #lost = false;

  /** `after` this byte the element is closed, or it ended `before` it (a scalar); `started` is false for its first byte. */
  take(byte: number, started: boolean): "after" | "before" | undefined {
    if (this.#lost) return undefined;
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return undefined;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#lost = this.#open.push(byte) > DEPTH_CAP;
    else if (this.#open.length === 0) return started && (byte === COMMA || byte === CLOSE_ARRAY) ? "before" : undefined;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      this.#lost = this.#open.pop() !== (byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_ARRAY);
      return !this.#lost && this.#open.length === 0 ? "after" : undefined;
    }
    return undefined;
  }
}

/** The first place after `start` where a value begins on a line of its own; -1 if none. */
export function nextLineValue(bytes: Buffer, start: number, end: number): number {
  for (let at = bytes.indexOf(NEWLINE, start); at !== -1 && at + 1 < end; at = bytes.indexOf(NEWLINE, at + 1)) {
    if (bytes[at + 1] === OPEN_OBJECT || bytes[at + 1] === OPEN_ARRAY) return at + 1;
  }
  return -1;
}

/** The first place after `start` where one object follows another without a blank; -1 if none. */
export function nextJoinedValue(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf("}{", start + 1, "latin1");
  return at === -1 || at + 1 >= end ? -1 : at + 1;
}
