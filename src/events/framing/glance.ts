import type { Json, JsonObject } from "../../model/json.ts";
import { DEPTH_CAP } from "./frame.ts";
import { BAD, MORE } from "./scan.ts";
import { plainString, strictScalar, strictString } from "./strict.ts";

/** Which members of a record are looked at. */
export interface GlancedMembers {
  /** What is wanted of them. */
  names: readonly string[];
  /** Those of them whose value is wanted where it is an object; of the others only texts, numbers and literals are. */
  objects?: readonly string[];
  /** All that a record may have: with any other member it is another kind of record. */
  only?: readonly string[];
}

const QUOTE = 0x22;
const TRUE = 0x74;
const FALSE = 0x66;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const VALUE = 0;
const FIRST_VALUE = 1;
const FIRST_KEY = 2;
const KEY = 3;
const AFTER_KEY = 4;
const AFTER_VALUE = 5;

/**
 * Reads over one object as strictly as JSON.parse, and remembers where the few members stand that most records are
 * only looked at for. That costs less than half of parsing, and nine records of ten are never asked for more.
 */
export class Glance {
  readonly #names: readonly string[];
  readonly #isWanted: readonly boolean[];
  readonly #takesObject: readonly boolean[];
  readonly #strict: boolean;
  readonly #keys: KeyTable;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #objects = new Uint8Array(DEPTH_CAP + 1);

  constructor({ names, objects = [], only }: GlancedMembers) {
    this.#names = only ?? names;
    this.#isWanted = this.#names.map((name) => names.includes(name));
    this.#takesObject = this.#names.map((name) => objects.includes(name));
    this.#strict = only !== undefined;
    this.#keys = new KeyTable(this.#names);
    this.#from = new Int32Array(this.#names.length);
    this.#to = new Int32Array(this.#names.length);
  }

  /**
   * @param start  where the object's brace stands
   * @returns the offset after the object; MORE where it goes on after `end`, BAD where it is no JSON, is deeper than
   *   records may be, writes a key with escapes, or has a member that such a record has not
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    this.#from.fill(-1);
    const objects = this.#objects;
    let depth = 0;
    let state = VALUE;
    let member = -1;
    let at = start;
    while (at < end) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        if (state === KEY || state === FIRST_KEY) {
          const from = at;
          at = depth === 1 ? plainString(bytes, at, end) : strictString(bytes, at, end);
          if (at < 0) return at;
          if (depth === 1) {
            member = this.#keys.indexOf(bytes, from, at - 1);
            if (member === -1 && this.#strict) return BAD;
          }
          if (bytes[at] !== COLON) {
            state = AFTER_KEY;
            continue;
          }
          // Nearly always a colon follows, and a text, and a comma: no need to look what else it could be.
          state = VALUE;
          if (bytes[++at] !== QUOTE) continue;
          at++;
        } else if (state !== VALUE && state !== FIRST_VALUE) return BAD;
        const from = at - 1;
        at = strictString(bytes, at, end);
        if (at < 0) return at;
        if (depth === 1 && member >= 0) this.#mark(member, from, at);
        state = AFTER_VALUE;
        if (bytes[at] !== COMMA || at >= end) continue;
        at++;
        state = objects[depth] === 1 ? KEY : VALUE;
      } else if (byte === COMMA) {
        if (state !== AFTER_VALUE) return BAD;
        state = objects[depth] === 1 ? KEY : VALUE;
      } else if (byte === COLON) {
        if (state !== AFTER_KEY) return BAD;
        state = VALUE;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if ((state !== VALUE && state !== FIRST_VALUE) || depth === DEPTH_CAP) return BAD;
        if (depth === 1 && member >= 0) this.#from[member] = at - 1;
        objects[++depth] = byte === OPEN_OBJECT ? 1 : 0;
        state = byte === OPEN_OBJECT ? FIRST_KEY : FIRST_VALUE;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        const empty = byte === CLOSE_OBJECT ? FIRST_KEY : FIRST_VALUE;
        if ((state !== AFTER_VALUE && state !== empty) || objects[depth] !== (byte === CLOSE_OBJECT ? 1 : 0))
          return BAD;
        if (--depth === 0) return at;
        if (depth === 1 && member >= 0) this.#to[member] = at;
        state = AFTER_VALUE;
      } else if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
        continue;
      } else {
        if (state !== VALUE && state !== FIRST_VALUE) return BAD;
        const from = at - 1;
        at = strictScalar(bytes, from, end);
        if (at < 0) return at;
        if (depth === 1 && member >= 0) this.#mark(member, from, at);
        state = AFTER_VALUE;
      }
    }
    return MORE;
  }

  /** Of a repeated member the last counts. */
  #mark(member: number, from: number, to: number): void {
    this.#from[member] = from;
    this.#to[member] = to;
  }

  /**
   * The members found that are wanted.
   * @param text  what was scanned, one character a byte
   * @param start  where the scan began
   */
  members(text: string, start: number): JsonObject {
    const found: JsonObject = {};
    for (let index = 0; index < this.#names.length; index++) {
      const from = this.#from[index]!;
      if (from === -1 || !this.#isWanted[index]) continue;
      const first = text.charCodeAt(from - start);
      const isContainer = first === OPEN_OBJECT || first === OPEN_ARRAY;
      if (isContainer && !(first === OPEN_OBJECT && this.#takesObject[index])) continue;
      found[this.#names[index]!] = valueOf(text, from - start, this.#to[index]! - start);
    }
    return found;
  }
}

/** The value that is written between two indexes. */
function valueOf(text: string, from: number, to: number): Json {
  const first = text.charCodeAt(from);
  if (first === TRUE || first === FALSE) return first === TRUE;
  if (first === QUOTE) {
    const value = text.slice(from + 1, to - 1);
    if (!value.includes("\\")) return value;
  }
  return JSON.parse(text.slice(from, to)) as Json;
}

/** Finds the place of a key among names, cheaply: by its length with its last and third but last byte. */
class KeyTable {
  readonly #keys: readonly Buffer[];
  readonly #longest: number;
  /** Places by `slot`, which tells the names apart; -1 for none. */
  readonly #bySlot: Int8Array;

  constructor(names: readonly string[]) {
    this.#keys = names.map((name) => Buffer.from(name));
    this.#longest = Math.max(...this.#keys.map(({ length }) => length));
    this.#bySlot = new Int8Array((this.#longest + 1) << 9).fill(-1);
    for (const [place, key] of this.#keys.entries()) {
      const at = slot(key, 0, key.length);
      if (this.#bySlot[at] !== -1) throw new Error(`${names[place]}: another name has the same slot`);
      this.#bySlot[at] = place;
    }
  }

  indexOf(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > this.#longest || to - from < 3) return -1;
    const place = this.#bySlot[slot(bytes, from, to)]!;
    if (place === -1) return -1;
    const key = this.#keys[place]!;
    for (let at = 0; at < key.length; at++) if (bytes[from + at] !== key[at]) return -1;
    return place;
  }
}

function slot(bytes: Uint8Array, from: number, to: number): number {
  return ((to - from) << 9) | (bytes[to - 1]! + bytes[to - 3]!);
}
