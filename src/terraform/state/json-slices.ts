/** Why JSON text could not be walked, and at which byte. */
export class JsonFault extends Error {
  readonly offset: number;
  constructor(what: string, offset: number) {
    super(what);
    this.offset = offset;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const [COMMA, COLON] = [0x2c, 0x3a];
const MAX_DEPTH = 512;
/** Strings longer than this are searched natively: calling out costs more than looking at a few bytes. */
const SHORT = 48;

/** The first byte at or after `at` that is no white space. */
export function skipSpace(bytes: Buffer, at: number): number {
  let here = at;
  while (here < bytes.length) {
    const byte = bytes[here]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    here++;
  }
  return here;
}

/**
 * Where the value that begins at `at` ends. Strings and brackets are followed, their content is not checked:
 * that is what makes it many times faster than parsing.
 * @throws JsonFault where the text ends early, brackets do not fit or nest too deep
 */
export function skipValue(bytes: Buffer, at: number): number {
  const start = skipSpace(bytes, at);
  const first = bytes[start];
  if (first === QUOTE) return skipString(bytes, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipContainer(bytes, start);
  return skipScalar(bytes, start);
}

const closers = new Uint8Array(MAX_DEPTH);

function skipContainer(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length;) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      at = skipString(bytes, at);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (depth === MAX_DEPTH) throw new JsonFault(`is nested deeper than ${MAX_DEPTH} levels`, at);
      closers[depth++] = byte + 2;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (closers[--depth] !== byte) throw new JsonFault(`has an unexpected "${String.fromCharCode(byte)}"`, at);
      if (depth === 0) return at + 1;
    }
    at++;
  }
  throw new JsonFault("ends in the middle", bytes.length);
}

function skipString(bytes: Buffer, start: number): number {
  let at = start + 1;
  const near = Math.min(at + SHORT, bytes.length);
  while (at < near) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  for (let from = at; ;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote === -1) throw new JsonFault("ends inside a string", bytes.length);
    let escapes = 0;
    while (quote - 1 - escapes >= from && bytes[quote - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

const SCALAR = /[A-Za-z0-9+.-]/;

function skipScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && SCALAR.test(String.fromCharCode(bytes[at]!))) at++;
  if (at < bytes.length && at > start) return at;
  if (at >= bytes.length) throw new JsonFault("ends in the middle", bytes.length);
  throw new JsonFault(`has an unexpected "${String.fromCharCode(bytes[at]!)}"`, at);
}

/**
 * Visits the members of the object that begins at `at`.
 * @param visit gets the key and where its value begins, and returns where that ends
 * @returns where the object ends
 */
export function eachMember(bytes: Buffer, at: number, visit: (key: string, at: number) => number): number {
  let here = expect(bytes, at, OPEN_BRACE);
  here = skipSpace(bytes, here);
  if (bytes[here] === CLOSE_BRACE) return here + 1;
  for (;;) {
    here = skipSpace(bytes, here);
    if (bytes[here] !== QUOTE) throw unexpected(bytes, here);
    const end = skipString(bytes, here);
    const key = readString(bytes, here, end);
    here = visit(key, skipSpace(bytes, expect(bytes, end, COLON)));
    here = skipSpace(bytes, here);
    if (bytes[here] === CLOSE_BRACE) return here + 1;
    here = expect(bytes, here, COMMA);
  }
}

/** Visits the elements of the array that begins at `at`; as `eachMember`. */
export function eachElement(bytes: Buffer, at: number, visit: (at: number) => number): number {
  let here = skipSpace(bytes, expect(bytes, at, OPEN_BRACKET));
  if (bytes[here] === CLOSE_BRACKET) return here + 1;
  for (;;) {
    here = skipSpace(bytes, visit(skipSpace(bytes, here)));
    if (bytes[here] === CLOSE_BRACKET) return here + 1;
    here = expect(bytes, here, COMMA);
  }
}

/** Whether an object, an array or a string begins at `at`. */
export function startsWith(bytes: Buffer, at: number, mark: "{" | "[" | '"'): boolean {
  return bytes[skipSpace(bytes, at)] === mark.charCodeAt(0);
}

/** The string between two offsets, quotes included; undefined where it is none. */
export function stringAt(bytes: Buffer, start: number, end: number): string | undefined {
  return bytes[start] === QUOTE ? readString(bytes, start, end) : undefined;
}

function readString(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString("utf8", start + 1, end - 1);
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    throw new JsonFault("has a broken string", start);
  }
}

function expect(bytes: Buffer, at: number, byte: number): number {
  const here = skipSpace(bytes, at);
  if (bytes[here] !== byte) throw unexpected(bytes, here);
  return here + 1;
}

function unexpected(bytes: Buffer, at: number): JsonFault {
  if (at >= bytes.length) return new JsonFault("ends in the middle", bytes.length);
  return new JsonFault(`has an unexpected "${String.fromCharCode(bytes[at]!)}"`, at);
}
