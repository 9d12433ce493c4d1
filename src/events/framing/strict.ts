import { BAD, MORE } from "./scan.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SIMPLE_ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const LITERALS = ["true", "false", "null"].map((literal) => Buffer.from(literal));

// Texts, numbers and literals as JSON.parse takes them, and no others.

/** The offset after the closing quote of a text without escapes; MORE or BAD. */
export function plainString(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let byte: number;
  // Behind the last byte comes undefined, which ends the loop as a quote does.
  do byte = bytes[at++]!;
  while ((byte > QUOTE && byte !== BACKSLASH) || byte === 0x20 || byte === 0x21);
  if (at > end) return MORE;
  return byte === QUOTE ? at : BAD;
}

/** The offset after the closing quote; MORE or BAD. */
export function strictString(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    let byte: number;
    do byte = bytes[at++]!;
    while ((byte > QUOTE && byte !== BACKSLASH) || byte === 0x20 || byte === 0x21);
    if (at > end) return MORE;
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return BAD;
    const escaped = bytes[at++];
    if (escaped === 0x75) {
      for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[at++])) return at > end ? MORE : BAD;
    } else if (escaped === undefined || !SIMPLE_ESCAPES.has(escaped)) return at > end ? MORE : BAD;
  }
}

/** The offset after a number or literal; MORE where it touches the end. */
export function strictScalar(bytes: Uint8Array, start: number, end: number): number {
  for (const literal of LITERALS) {
    if (bytes[start] !== literal[0]) continue;
    if (start + literal.length >= end) return MORE;
    for (let at = 1; at < literal.length; at++) if (bytes[start + at] !== literal[at]) return BAD;
    return start + literal.length;
  }
  return strictNumber(bytes, start, end);
}

function strictNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start;
  const whole = at;
  at = digits(bytes, at, end);
  if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return at >= end ? MORE : BAD;
  if (at < end && bytes[at] === 0x2e) {
    const fraction = ++at;
    at = digits(bytes, at, end);
    if (at === fraction) return at >= end ? MORE : BAD;
  }
  if (at < end && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    at++;
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
    const exponent = at;
    at = digits(bytes, at, end);
    if (at === exponent) return at >= end ? MORE : BAD;
  }
  return at >= end ? MORE : at;
}

function digits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
  return at;
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
