import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Detector } from "../../model/detector.ts";
import { AppError } from "../../model/errors.ts";
import type { FileReaders, SizedFile } from "../../sources/file/readers.ts";
import type { Piece } from "../../sources/file/unit.ts";
import { appError } from "./messages.ts";
import type { Order, PackedPiece, Report, Setup, Task } from "./messages.ts";
import { unpacked } from "./pack.ts";
import { tasksOf } from "./tasks.ts";

/** What all threads together may have read ahead of who takes it, in bytes. */
const MOST_WAITING = 32 * 1024 ** 2;
/** A thread knows its next task when it begins one, so that it can open the next file early. */
const TASKS_AHEAD = 3;
/** While pieces are there without waiting, signals and messages get their turn after this time. */
const TURN_MS = 25;

export interface PoolOptions {
  files: readonly SizedFile[];
  cluster: ClusterRef | undefined;
  workers: number;
  detectors: readonly Pick<Detector, "interest">[];
}

interface Waiting {
  piece: PackedPiece;
  /** Called when it was taken. */
  taken: () => void;
}

/**
 * Reads files in threads of their own and gives what they hold in the order of the files. Each thread reads its files
 * in that order too, so that the one that is waited for never waits itself.
 */
export class ReaderPool implements FileReaders {
  readonly #workers: Worker[];
  readonly #tasks: Iterator<Task>;
  /** Pieces that have come, by the place of their file. */
  readonly #waiting = new Map<number, Waiting[]>();
  #place = 0;
  #turn = performance.now();
  #failure: AppError | undefined;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor({ files, cluster, workers, detectors }: PoolOptions) {
    const tasks = [...tasksOf(files)];
    this.#tasks = tasks.values();
    const setup: Setup = {
      interests: detectors.map(({ interest }) => ({ interest })),
      cluster,
      mostWaiting: MOST_WAITING / workers,
    };
    this.#workers = Array.from({ length: Math.min(workers, tasks.length) }, () => this.#start(setup));
    for (let ahead = 0; ahead < TASKS_AHEAD; ahead++) for (const worker of this.#workers) this.#assign(worker);
  }

  async *next(): AsyncGenerator<Piece> {
    const place = this.#place++;
    for (let isOpen = true; isOpen;) {
      const { piece, taken } = await this.#piece(place);
      isOpen = piece.kind === "slab";
      yield whole(piece);
      taken();
    }
    this.#waiting.delete(place);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#fail(new AppError("aborted", "stopped while reading"));
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #piece(place: number): Promise<Waiting> {
    if (performance.now() - this.#turn > TURN_MS) {
      await setImmediate();
      this.#turn = performance.now();
    }
    for (;;) {
      const next = this.#waiting.get(place)?.shift();
      if (next) return next;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #start(setup: Setup): Worker {
    // Files are closed by who opens them; Node would take the pipes among them for forgotten ones, and say so.
    const worker = new Worker(workerFile(), { workerData: setup, trackUnmanagedFds: false });
    worker.on("message", (report: Report) => this.#take(report, worker));
    worker.on("messageerror", (error) => this.#fail(broken(error)));
    worker.on("error", (error) => this.#fail(broken(error)));
    worker.on("exit", (code) => this.#fail(broken(new Error(`it ended with code ${code}`))));
    return worker;
  }

  #take({ pieces, weight, done }: Report, worker: Worker): void {
    let left = pieces.length;
    const taken = () => {
      if (--left === 0) this.#tell(worker, { taken: weight });
    };
    for (const { place, piece } of pieces) {
      const queue = this.#waiting.get(place);
      if (queue) queue.push({ piece, taken });
      else this.#waiting.set(place, [{ piece, taken }]);
    }
    if (done) this.#assign(worker);
    this.#wake?.();
  }

  #assign(worker: Worker): void {
    const { value } = this.#tasks.next() as IteratorResult<Task, undefined>;
    if (value) this.#tell(worker, value);
  }

  #tell(worker: Worker, order: Order): void {
    if (!this.#closed) worker.postMessage(order, []);
  }

  #fail(error: AppError): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}

function whole(piece: PackedPiece): Piece {
  if (piece.kind === "slab") return { kind: "slab", part: piece.part, decoded: unpacked(piece.slab) };
  if (piece.kind === "read") return piece;
  return { kind: "failed", failure: { unit: piece.unit, error: appError(piece.error) } };
}

/** Built, the program is JavaScript; the sources run where Node reads TypeScript. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}

function broken(cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new AppError("internal", `a thread that reads the input broke down: ${message}`, {
    hint: "`--workers 0` reads without threads.",
    cause,
  });
}
