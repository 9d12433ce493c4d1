import { randomBytes } from "node:crypto";

const SMALLEST = 1024;
/** Keys kept before the oldest half is forgotten. */
const LARGEST = 2 ** 22;

/**
 * Remembers which keys were seen, 8 bytes each: a keyed hash (HalfSipHash-1-3 over UTF-16 code units), so that nobody
 * who writes the keys can make two of them meet. After 4 million keys the older half is forgotten.
 */
export class SeenKeys {
  #young = new Table(SMALLEST);
  #old: Table | undefined;
  readonly #key = new Uint32Array(new Uint8Array(randomBytes(8)).buffer);
  readonly #half: number;

  constructor(largest = LARGEST) {
    this.#half = largest / 2;
  }

  /** Whether a key was remembered and not forgotten. */
  has(key: string): boolean {
    hash(key, this.#key[0]!, this.#key[1]!, HASH);
    const [low, high] = [HASH[0]!, HASH[1]!];
    return this.#young.has(low, high) || this.#old?.has(low, high) === true;
  }

  /** Remembers a key; false if it was there already. */
  add(key: string): boolean {
    hash(key, this.#key[0]!, this.#key[1]!, HASH);
    const [low, high] = [HASH[0]!, HASH[1]!];
    if (this.#old?.has(low, high) || !this.#young.add(low, high)) return false;
    if (this.#young.size >= this.#half) this.age();
    return true;
  }

  /** Forgets the keys that were there when this was called last. */
  age(): void {
    this.#old = this.#young;
    this.#young = new Table(SMALLEST);
  }
}

/** Open addressing over pairs of words; the pair 0, 0 marks a free place. */
class Table {
  size = 0;
  #words: Uint32Array;

  constructor(places: number) {
    this.#words = new Uint32Array(places * 2);
  }

  has(low: number, high: number): boolean {
    const at = this.#place(low, high);
    return this.#words[at] !== 0 || this.#words[at + 1] !== 0;
  }

  add(low: number, high: number): boolean {
    const at = this.#place(low, high);
    if (this.#words[at] !== 0 || this.#words[at + 1] !== 0) return false;
    this.#words[at] = low;
    this.#words[at + 1] = high;
    if (++this.size * 3 > this.#words.length) this.#grow();
    return true;
  }

  #place(low: number, high: number): number {
    const words = this.#words;
    const mask = words.length / 2 - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const [a, b] = [words[slot * 2]!, words[slot * 2 + 1]!];
      if ((a === low && b === high) || (a === 0 && b === 0)) return slot * 2;
    }
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at]!, old[at + 1]!];
      if (low === 0 && high === 0) continue;
      const to = this.#place(low, high);
      this.#words[to] = low;
      this.#words[to + 1] = high;
    }
  }
}

const HASH = new Uint32Array(2);

/** HalfSipHash-1-3 with a 64-bit result. Source: the reference implementation of SipHash (J.-P. Aumasson). */
function hash(text: string, k0: number, k1: number, out: Uint32Array): void {
  const { length } = text;
  const words = (length >> 1) + 1;
  let v0 = k0 | 0;
  let v1 = k1 ^ 0xee;
  let v2 = k0 ^ 0x6c796765;
  let v3 = k1 ^ 0x74656462;
  // One step a word, then two that finish: each ends in the same rounds.
  for (let step = 0; step < words + 2; step++) {
    const at = step * 2;
    let word = 0;
    if (step < words - 1) word = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    else if (step === words - 1) word = (length << 16) | (length % 2 === 1 ? text.charCodeAt(length - 1) : 0);
    else if (step === words) v2 ^= 0xee;
    else {
      out[0] = v1 ^ v3;
      v1 ^= 0xdd;
    }
    v3 ^= word;
    for (let round = step < words ? 1 : 3; round > 0; round--) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
  }
  out[1] = v1 ^ v3;
}
