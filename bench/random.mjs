/**
 * A seeded generator of numbers and of the shapes AWS makes out of them. Same seed, same sequence, on every machine.
 * The generator is sfc32 (small fast counter, public domain).
 */

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * @param {number} seed  any integer
 * @returns functions that draw from one sequence: `int(n)` is 0 … n-1, `pick` an element, `weighted` an element by its weight
 */
export function random(seed) {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let d = 1;

  function u32() {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }
  for (let i = 0; i < 16; i++) u32();

  const hex8 = () => {
    const n = u32();
    return HEX[n >>> 24] + HEX[(n >>> 16) & 255] + HEX[(n >>> 8) & 255] + HEX[n & 255];
  };
  const letters = (/** @type {string} */ alphabet, /** @type {number} */ length) => {
    let text = "";
    for (let i = 0; i < length; i++) text += alphabet[u32() % alphabet.length];
    return text;
  };
  const chance = () => u32() / 4294967296;

  return {
    chance,
    int: (/** @type {number} */ n) => u32() % n,
    /** @type {<T>(list: readonly T[]) => T} */
    pick: (list) => list[u32() % list.length],
    hex: (/** @type {number} */ length) => {
      let text = "";
      while (text.length < length) text += hex8();
      return text.slice(0, length);
    },
    uuid: () => {
      const [w, x, y, z] = [hex8(), hex8(), hex8(), hex8()];
      return `${w}-${x.slice(0, 4)}-4${x.slice(5)}-a${y.slice(1, 4)}-${y.slice(4)}${z}`;
    },
    upper: (/** @type {number} */ length) => letters(UPPER, length),
    base64: (/** @type {number} */ length) => letters(BASE64, length),
    /** @type {<T>(rows: readonly (readonly [number, T])[]) => () => T} */
    weighted: (rows) => {
      const total = rows.reduce((sum, [weight]) => sum + weight, 0);
      return () => {
        let left = chance() * total;
        for (const [weight, value] of rows) if ((left -= weight) < 0) return value;
        return rows.at(-1)[1];
      };
    },
  };
}

/** @typedef {ReturnType<typeof random>} Random */
