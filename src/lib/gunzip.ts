import { constants, createGunzip, gunzip, gunzipSync } from "node:zlib";
import type { ZlibOptions } from "node:zlib";
import { AppError } from "../model/errors.ts";
import type { InflateBudget } from "./inflate-budget.ts";

export type Bytes = AsyncIterable<Uint8Array> | Uint8Array;
export type GzipFault = "gzip-corrupt" | "gzip-truncated";

/** Compressed bytes that are inflated in one go where the result fits; more is streamed. */
const WHOLE_INPUT = 32 * 1024 ** 2;
const WHOLE_OUTPUT = 64 * 1024 ** 2;
/** Damaged input up to this size is searched for the last byte before the damage. */
const SEARCH_INPUT = 4 * 1024 ** 2;
/** A piece inflates to at most 66 MB (deflate's greatest ratio is 1032:1), so the budget is asked often enough. */
const PIECE = 64 * 1024;
const LAYERS = 3;

/** Whether the bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates what is gzip by its magic: every member, and what is gzip again up to three layers deep; other bytes pass.
 * Zero padding after the last member is ignored.
 * @param budget  counts `output` here; who reads the unit counts `input`
 * @throws AppError after everything before the damage was yielded (of a stream, except what the damaged 64 KiB hold): "decode.invalid" with details.reason `gzip-corrupt` or
 *   `gzip-truncated`, "limit.exceeded" with details.reason `bomb`
 */
export async function* inflated(bytes: Bytes, budget: InflateBudget, layers = LAYERS): AsyncGenerator<Uint8Array> {
  const { head, rest } = bytes instanceof Uint8Array ? { head: bytes, rest: undefined } : await peek(bytes);
  if (!isGzip(head) || layers === 0) {
    if (head.length > 0) yield head;
    if (rest) yield* { [Symbol.asyncIterator]: () => rest };
    return;
  }
  const ahead = await started.get(head);
  const whole = rest === undefined && head.length <= WHOLE_INPUT ? gunzipWhole(head, budget, ahead) : undefined;
  yield* inflated(whole?.data ?? gunzipStream(head, rest, budget), budget, layers - 1);
  if (whole?.fault) throw faulty(whole.fault);
}

/** Attempts that run in zlib's thread, by the bytes they work on. */
const started = new WeakMap<Uint8Array, Promise<Attempt>>();

/** Begins to inflate bytes that will be asked for soon, while the caller does something else. Nothing else changes. */
export function inflateAhead(bytes: Uint8Array): void {
  if (!isGzip(bytes) || bytes.length > WHOLE_INPUT) return;
  const options = { chunkSize: sizeHint(bytes), maxOutputLength: WHOLE_OUTPUT, info: true };
  const attempted = new Promise<Attempt>((resolve) => {
    gunzip(bytes, options, (error, result) => resolve(error ? failed(error) : succeeded(result)));
  });
  started.set(bytes, attempted);
}

/** The first two bytes at least, and an iterator over what follows. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const rest = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const next = await rest.next();
    if (next.done) return { head, rest: undefined };
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, rest };
}

/**
 * Inflates one layer of bytes in memory.
 * @returns what was decoded, with the fault that ended it; undefined where the result is too large to be held
 */
function gunzipWhole(
  bytes: Uint8Array,
  budget: InflateBudget,
  strict = attempt(bytes, { chunkSize: sizeHint(bytes) }),
): { data: Buffer; fault?: GzipFault } | undefined {
  if (strict.code === "ERR_BUFFER_TOO_LARGE") return undefined;
  if (strict.data) {
    budget.spend(strict.data.length);
    return { data: strict.data, ...(isPadding(bytes, strict.consumed) ? {} : { fault: "gzip-corrupt" }) };
  }
  const truncated = strict.code === "Z_BUF_ERROR" && !oneByteTooMany(bytes);
  if (!truncated && bytes.length > SEARCH_INPUT) return undefined;
  const lenient = longestPrefix(bytes);
  if (!lenient.data) return undefined;
  budget.spend(lenient.data.length);
  return { data: lenient.data, fault: truncated ? "gzip-truncated" : "gzip-corrupt" };
}

/** zlib takes a single stray byte for the beginning of a further member; a member cannot begin with it. */
function oneByteTooMany(bytes: Uint8Array): boolean {
  return bytes.at(-1) !== 0x1f && attempt(bytes.subarray(0, -1), {}).data !== undefined;
}

/** Everything that inflates before the damage: zlib gives the decoded part only of input that shows none. */
function longestPrefix(bytes: Uint8Array): Attempt {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = bad > bytes.length ? bytes.length : (good + bad) >> 1;
    if (attempt(bytes.subarray(0, middle), { finishFlush: constants.Z_SYNC_FLUSH }).data) good = middle;
    else bad = middle;
  }
  return attempt(bytes.subarray(0, good), { finishFlush: constants.Z_SYNC_FLUSH });
}

interface Attempt {
  data?: Buffer;
  consumed: number;
  code?: string;
}

function attempt(bytes: Uint8Array, options: ZlibOptions): Attempt {
  if (bytes.length === 0) return { data: Buffer.alloc(0), consumed: 0 };
  try {
    const settings = { ...options, maxOutputLength: WHOLE_OUTPUT, info: true };
    return succeeded(gunzipSync(bytes, settings));
  } catch (error) {
    return failed(error);
  }
}

/** With `info` zlib also tells how much of the input it took; its types do not know that. */
function succeeded(result: unknown): Attempt {
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
  return { data: buffer, consumed: engine.bytesWritten };
}

function failed(error: unknown): Attempt {
  return { consumed: 0, code: (error as NodeJS.ErrnoException).code ?? "Z_DATA_ERROR" };
}

/** One output chunk for the usual single member: its trailer tells the size. A lie costs address space only. */
function sizeHint(bytes: Uint8Array): number {
  const size =
    bytes.length < 18 ? 0 : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(size + 64, 16 * 1024), bytes.length * 40 + 16 * 1024, WHOLE_OUTPUT);
}

/** Streams one layer, inflating the next piece in zlib's thread while the caller works on the last one. */
async function* gunzipStream(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array> | undefined,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  const engine = new Engine();
  let running: Promise<void> | undefined;
  try {
    for await (const piece of pieces(head, rest)) {
      await running;
      if (engine.failed) break;
      const decoded = engine.take();
      if (engine.ended && !isPadding(piece, 0)) engine.garbage = true;
      running = engine.ended ? undefined : engine.write(piece);
      yield* spent(decoded, budget);
      if (engine.garbage) break;
    }
    await running;
    if (!engine.failed && !engine.ended) await engine.finish();
    yield* spent(engine.take(), budget);
    if (engine.failed) throw faulty(engine.failed);
    if (engine.garbage) throw faulty("gzip-corrupt");
  } catch (error) {
    // The layer around this one ended: what it gave is inflated, then its fault stands.
    await running;
    yield* spent(engine.take(), budget);
    throw error;
  } finally {
    engine.close();
    await rest?.return?.();
  }
}

/** Node's gunzip, fed piece by piece, so that an error never takes decoded bytes of earlier pieces with it. */
class Engine {
  failed: GzipFault | undefined;
  /** All members have ended and something follows them. */
  ended = false;
  /** What follows them is no padding. */
  garbage = false;
  #gunzip = createGunzip({ chunkSize: 1024 ** 2 });
  readonly #closed = new Promise<void>((resolve) => void this.#gunzip.once("close", () => resolve()));
  #decoded: Buffer[] = [];
  #fed = 0;

  constructor() {
    this.#gunzip.on("data", (chunk: Buffer) => this.#decoded.push(chunk));
    this.#gunzip.on("error", (error: NodeJS.ErrnoException) => {
      this.failed = error.code === "Z_BUF_ERROR" ? "gzip-truncated" : "gzip-corrupt";
    });
  }

  async write(piece: Uint8Array): Promise<void> {
    this.#fed += piece.length;
    // An error closes it without calling back.
    await Promise.race([this.#closed, new Promise<void>((resolve) => void this.#gunzip.write(piece, () => resolve()))]);
    const left = this.#fed - this.#gunzip.bytesWritten;
    if (this.failed || left === 0) return;
    this.ended = true;
    this.garbage = !isPadding(piece, piece.length - left);
  }

  /** Says that nothing follows; an unfinished member is then `gzip-truncated`. */
  finish(): Promise<void> {
    this.#gunzip.end();
    return this.#closed;
  }

  take(): Buffer[] {
    return this.#decoded.splice(0);
  }

  close(): void {
    this.#gunzip.destroy();
  }
}

async function* pieces(head: Uint8Array, rest: AsyncIterator<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
  for (let chunk: Uint8Array | undefined = head; chunk;) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
    const next: IteratorResult<Uint8Array> | undefined = await rest?.next();
    chunk = next === undefined || next.done ? undefined : next.value;
  }
}

function* spent(chunks: Buffer[], budget: InflateBudget): Generator<Uint8Array> {
  for (const chunk of chunks) {
    budget.spend(chunk.length);
    yield chunk;
  }
}

function isPadding(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

function faulty(reason: GzipFault): AppError {
  const what =
    reason === "gzip-truncated"
      ? "the gzip stream ends before its end: the rest of the records is missing"
      : "the gzip stream is damaged: what follows the damage could not be read";
  return new AppError("decode.invalid", what, { details: { reason } });
}
