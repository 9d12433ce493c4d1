import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Bytes kept in memory before the rest goes to a file. */
const IN_MEMORY = 4 * 1024 ** 2;

/** A queue of texts with a number each that spills to a temporary file once it is large; the file has no other reader. */
export class Spool {
  readonly #memory: { text: string; tag: number }[] = [];
  #bytes = 0;
  #folder: string | undefined;
  #file = -1;
  #written = 0;
  readonly #inMemory: number;

  constructor(inMemory = IN_MEMORY) {
    this.#inMemory = inMemory;
  }

  get empty(): boolean {
    return this.#memory.length === 0 && this.#written === 0;
  }

  push(text: string, tag: number): void {
    if (this.#file === -1 && this.#bytes < this.#inMemory) {
      this.#memory.push({ text, tag });
      this.#bytes += text.length;
      return;
    }
    const body = Buffer.from(text);
    const head = Buffer.alloc(12);
    head.writeDoubleLE(tag, 0);
    head.writeUInt32LE(body.length, 8);
    this.#open();
    writeSync(this.#file, head);
    for (let at = 0; at < body.length;) at += writeSync(this.#file, body, at);
    this.#written += head.length + body.length;
  }

  #open(): void {
    if (this.#file !== -1) return;
    this.#folder = mkdtempSync(path.join(tmpdir(), "binnacle-"));
    this.#file = openSync(path.join(this.#folder, "waiting"), "wx+", 0o600);
  }

  /** What was pushed, in order. */
  *drain(): Generator<{ text: string; tag: number }> {
    yield* this.#memory;
    const head = Buffer.alloc(12);
    for (let at = 0; at < this.#written;) {
      readSync(this.#file, head, 0, 12, at);
      const body = Buffer.alloc(head.readUInt32LE(8));
      readSync(this.#file, body, 0, body.length, at + 12);
      at += 12 + body.length;
      yield { text: body.toString(), tag: head.readDoubleLE(0) };
    }
  }

  /** Removes the file. */
  close(): void {
    if (this.#file !== -1) closeSync(this.#file);
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#file = -1;
    this.#folder = undefined;
    this.#written = 0;
  }
}
