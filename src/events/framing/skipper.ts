const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Passes over one value by its brackets, a piece at a time, holding nothing of it. */
export class Skipper {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** @returns the offset after the value, or -1 when it goes on after `end` */
  skip(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        if (!this.#inString && this.#depth === 0) return at + 1;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === 0x7b || byte === 0x5b) this.#depth++;
      else if (byte === 0x7d || byte === 0x5d) {
        if (--this.#depth <= 0) return at + 1;
      }
    }
    return -1;
  }
}
