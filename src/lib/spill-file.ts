import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import { Heap } from "./heap.ts";

/** Bytes that are written, and read, at once. */
const CHUNK = 64 * 1024;
/** Runs that are read side by side; more are merged first. */
const MOST_RUNS = 64;
const LENGTH_BYTES = 4;

interface Run {
  from: number;
  to: number;
}

/** A temporary file of runs, each of them JSON values in ascending order. It has no other reader, and vanishes with it. */
export class SpillFile<T extends Json> {
  readonly #compare: (a: T, b: T) => number;
  #runs: Run[] = [];
  #file: { fd: number; folder: string } | undefined;
  #end = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get empty(): boolean {
    return this.#runs.length === 0;
  }

  /**
   * Writes a run.
   * @param items  in ascending order
   * @throws AppError "rejected" when the file cannot be written, for instance on a full disk
   */
  add(items: Iterable<T>): void {
    try {
      this.#runs.push(this.#write(items));
      if (this.#runs.length >= MOST_RUNS) this.#runs = [this.#write(this.merged())];
    } catch (error) {
      throw unwritable(error);
    }
  }

  /** All items in ascending order; equal ones in the order they were added. */
  *merged(): Generator<T> {
    const heap = new Heap<{ item: T; place: number; rest: Iterator<T> }>((a, b) => {
      const order = this.#compare(a.item, b.item);
      return order < 0 || (order === 0 && a.place < b.place);
    });
    for (const [place, run] of this.#runs.entries()) advance(heap, { place, rest: this.#read(run) });
    for (let least = heap.pop(); least; least = heap.pop()) {
      yield least.item;
      advance(heap, least);
    }
  }

  /** Removes the file. */
  close(): void {
    if (!this.#file) return;
    closeSync(this.#file.fd);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = undefined;
    this.#runs = [];
  }

  #write(items: Iterable<T>): Run {
    const from = this.#end;
    let waiting: Buffer[] = [];
    let bytes = 0;
    const flush = () => {
      this.#append(Buffer.concat(waiting));
      waiting = [];
      bytes = 0;
    };
    for (const item of items) {
      const body = Buffer.from(JSON.stringify(item));
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(body.length);
      waiting.push(length, body);
      bytes += LENGTH_BYTES + body.length;
      if (bytes >= CHUNK) flush();
    }
    flush();
    return { from, to: this.#end };
  }

  #append(bytes: Buffer): void {
    const { fd } = (this.#file ??= opened());
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, this.#end + at);
    this.#end += bytes.length;
  }

  *#read({ from, to }: Run): Generator<T> {
    const { fd } = this.#file!;
    let rest: Buffer = Buffer.alloc(0);
    for (let next = from; next < to;) {
      const chunk = Buffer.alloc(Math.min(to - next, Math.max(CHUNK, missing(rest))));
      const read = readSync(fd, chunk, 0, chunk.length, next);
      next += read;
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let left = missing(rest); left === 0; left = missing(rest)) {
        const end = LENGTH_BYTES + rest.readUInt32LE();
        yield JSON.parse(rest.toString("utf8", LENGTH_BYTES, end)) as T;
        rest = rest.subarray(end);
      }
    }
  }
}

/** How many bytes the item at the beginning lacks to be whole. */
function missing(bytes: Buffer): number {
  if (bytes.length < LENGTH_BYTES) return LENGTH_BYTES - bytes.length;
  return Math.max(0, LENGTH_BYTES + bytes.readUInt32LE() - bytes.length);
}

function advance<T>(
  heap: Heap<{ item: T; place: number; rest: Iterator<T> }>,
  { place, rest }: { place: number; rest: Iterator<T> },
): void {
  const { done, value } = rest.next() as IteratorResult<T, undefined>;
  if (!done) heap.push({ item: value, place, rest });
}

function opened(): { fd: number; folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-"));
  return { folder, fd: openSync(path.join(folder, "spilled"), "wx+", 0o600) };
}

function unwritable(error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || code === undefined) return AppError.from(error);
  return new AppError("rejected", `a temporary file in ${tmpdir()} cannot be written (${code})`, {
    hint: "free some space there, or set TMPDIR to another folder",
    cause: error,
  });
}
