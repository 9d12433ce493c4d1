/** What `scanValue` answers beside the end of the value. */
export const MORE = -1;
export const BAD = -2;
export const DEEP = -3;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Bytes of numbers and literals; which of them make a right one is left to JSON.parse. */
const SCALAR = new Uint8Array(256);
for (const byte of Buffer.from("+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) SCALAR[byte] = 1;

const VALUE = 0;
const FIRST_VALUE = 1;
const FIRST_KEY = 2;
const KEY = 3;
const AFTER_KEY = 4;
const AFTER_VALUE = 5;

export function isScalar(byte: number): boolean {
  return SCALAR[byte] === 1;
}

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Finds the end of the JSON value that begins at `start` (blanks before it allowed), reading no byte at or after `end`.
 * It accepts whatever JSON.parse accepts, and of the rest only wrong scalars and escapes.
 * @returns the offset after the value, MORE (it goes on after `end`), BAD (no JSON) or DEEP (deeper than `depthCap`)
 */
export function scanValue(bytes: Uint8Array, start: number, end: number, depthCap: number): number {
  const objects = new Uint8Array(depthCap + 1);
  let depth = 0;
  let state = VALUE;
  let at = start;
  while (at < end) {
    const byte = bytes[at++]!;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    if (state === AFTER_VALUE) {
      if (byte === COMMA) state = objects[depth] === 1 ? KEY : VALUE;
      else if (byte !== (objects[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) return BAD;
      else if (--depth === 0) return at;
      continue;
    }
    if (state === AFTER_KEY) {
      if (byte !== COLON) return BAD;
      state = VALUE;
      continue;
    }
    if (byte === QUOTE) {
      at = endOfString(bytes, at, end);
      if (at < 0) return at;
      state = state === KEY || state === FIRST_KEY ? AFTER_KEY : AFTER_VALUE;
    } else if (byte === CLOSE_OBJECT ? state === FIRST_KEY : byte === CLOSE_ARRAY && state === FIRST_VALUE) {
      depth--;
      state = AFTER_VALUE;
    } else if (state === KEY || state === FIRST_KEY) {
      return BAD;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (depth === depthCap) return DEEP;
      objects[++depth] = byte === OPEN_OBJECT ? 1 : 0;
      state = byte === OPEN_OBJECT ? FIRST_KEY : FIRST_VALUE;
    } else if (SCALAR[byte] === 1) {
      while (at < end && SCALAR[bytes[at]!] === 1) at++;
      if (at === end) return MORE;
      state = AFTER_VALUE;
    } else return BAD;
    if (depth === 0 && state === AFTER_VALUE) return at;
  }
  return MORE;
}

/** The offset after the closing quote of a string whose first character is at `start`; MORE or BAD. */
export function endOfString(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const byte = bytes[at++]!;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
    else if (byte < 0x20) return BAD;
  }
  return MORE;
}

export function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

/** The offset of the value after a key that ended at `from`; MORE or BAD. */
export function skipColon(bytes: Uint8Array, from: number, end: number): number {
  const colon = skipBlanks(bytes, from, end);
  if (colon === end) return MORE;
  if (bytes[colon] !== COLON) return BAD;
  const value = skipBlanks(bytes, colon + 1, end);
  return value === end ? MORE : value;
}
