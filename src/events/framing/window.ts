import { isAscii, isUtf8 } from "node:buffer";

/** The bytes between what was framed and what was read: one growing buffer, addressed by offsets in the whole input. */
export class Window {
  bytes: Buffer = Buffer.alloc(0);
  /** Index in `bytes` of the first one not framed yet. */
  at = 0;
  /** Index after the last one read. */
  end = 0;
  /** Offset in the input of `bytes[0]`. */
  base = 0;
  #owned = false;
  #ascii = true;

  /** Adds bytes; the chunk is kept, not copied, where nothing is left of the one before. */
  append(chunk: Uint8Array): void {
    const left = this.end - this.at;
    const ascii = isAscii(chunk);
    if (left === 0) {
      this.base += this.at;
      this.bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      this.at = 0;
      this.end = chunk.length;
      this.#owned = false;
      this.#ascii = ascii;
      return;
    }
    this.#ascii &&= ascii;
    if (!this.#owned || this.end + chunk.length > this.bytes.length) this.#move(left + chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  #move(needed: number): void {
    const grown = Buffer.allocUnsafeSlow(this.#owned ? needed * 2 : needed + 64 * 1024);
    this.bytes.copy(grown, 0, this.at, this.end);
    this.base += this.at;
    this.end -= this.at;
    this.at = 0;
    this.bytes = grown;
    this.#owned = true;
  }

  offset(index: number): number {
    return this.base + index;
  }

  /** Index of the first occurrence at or after `from`; -1 if none. */
  indexOf(what: number | Buffer, from: number): number {
    const at = this.bytes.indexOf(what, from);
    return at + (typeof what === "number" ? 1 : what.length) <= this.end ? at : -1;
  }

  /** Text between two indexes; invalid UTF-8 becomes U+FFFD. */
  text(from: number, to: number): string {
    return this.bytes.toString(this.#ascii ? "latin1" : "utf8", from, to);
  }

  /** Whether every character of `text` is one byte. */
  isAscii(from: number, to: number): boolean {
    return this.#ascii || isAscii(this.bytes.subarray(from, to));
  }

  /** Whether `text` had to replace something. */
  repaired(from: number, to: number): boolean {
    return !this.#ascii && !isUtf8(this.bytes.subarray(from, to));
  }
}
