/** Deterministic mutations of bytes: the same case number gives the same input on every machine. */

/** @param {number} seed @returns {(n: number) => number} draws 0 … n-1 */
export function random(seed) {
  let state = seed | 0;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

const LONGEST = 256 * 1024;

/** @type {readonly ((bytes: Buffer, draw: (n: number) => number, pool: { seeds: Buffer[], tokens: string[] }) => Buffer)[]} */
const MUTATIONS = [
  function flip(bytes, draw) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[draw(copy.length)] ^= 1 << draw(8);
    return copy;
  },
  function remove(bytes, draw) {
    const from = draw(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + draw(40))]);
  },
  function repeat(bytes, draw) {
    const from = draw(bytes.length + 1);
    const piece = bytes.subarray(from, from + 1 + draw(60));
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: 1 + draw(30) }, () => piece),
      bytes.subarray(from),
    ]);
  },
  function token(bytes, draw, { tokens }) {
    const at = draw(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(tokens[draw(tokens.length)]), bytes.subarray(at)]);
  },
  function replace(bytes, draw, { tokens }) {
    const at = draw(bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(tokens[draw(tokens.length)]),
      bytes.subarray(at + 1 + draw(12)),
    ]);
  },
  function splice(bytes, draw, { seeds }) {
    const other = seeds[draw(seeds.length)];
    return Buffer.concat([bytes.subarray(0, draw(bytes.length + 1)), other.subarray(draw(other.length + 1))]);
  },
  function cut(bytes, draw) {
    return bytes.subarray(0, draw(bytes.length + 1));
  },
  function nest(bytes, draw, { tokens }) {
    const open = tokens[draw(tokens.length)];
    const at = draw(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(open.repeat(1 + draw(3000))), bytes.subarray(at)]);
  },
];

/** The input of a case: a seed with one to five mutations. */
export function inputOf(number, pool) {
  const draw = random(Math.imul(number + 1, 0x9e3779b1));
  let bytes = pool.seeds[draw(pool.seeds.length)];
  for (let left = 1 + draw(5); left > 0; left -= 1) {
    bytes = MUTATIONS[draw(MUTATIONS.length)](bytes, draw, pool).subarray(0, LONGEST);
  }
  return bytes;
}
