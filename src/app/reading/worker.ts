import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { decode } from "../../events/decode.ts";
import { ReadAhead } from "../../sources/file/read-ahead.ts";
import { piecesOf } from "../../sources/file/unit.ts";
import type { Piece } from "../../sources/file/unit.ts";
import { InterestIndex } from "../../lib/interest.ts";
import { plainError } from "./messages.ts";
import type { Order, PackedPiece, Report, Setup, Task } from "./messages.ts";
import { packed } from "./pack.ts";

/** What is sent at once: enough for the sending to cost little, and not so much that the receiver waits for it. */
const SEND_PIECES = 256;
const SEND_WEIGHT = 64 * 1024;
const PIECE_WEIGHT = 256;

/** Runs in a thread of its own: reads the files it is told to, one after the other. */
class ReadingThread {
  readonly #port: MessagePort;
  readonly #setup: Setup;
  readonly #interests;
  readonly #ahead = new ReadAhead();
  readonly #tasks: Task[] = [];
  #waiting = 0;
  #wake: (() => void) | undefined;
  #report: Report = emptyReport();

  constructor(port: MessagePort, setup: Setup) {
    this.#port = port;
    this.#setup = setup;
    this.#interests = new InterestIndex(setup.interests);
    port.on("message", (order: Order) => {
      if ("taken" in order) this.#waiting -= order.taken;
      else this.#tasks.push(order);
      this.#wake?.();
    });
  }

  async run(): Promise<never> {
    for (;;) {
      const task = this.#tasks.shift();
      if (task) await this.#read(task);
      else await this.#news();
    }
  }

  async #read({ files }: Task): Promise<void> {
    for (const [at, { place, name }] of files.entries()) {
      const next = files[at + 1] ?? this.#tasks[0]?.files[0];
      const open = () => this.#ahead.open(name, next?.name);
      for await (const piece of piecesOf(name, open, decode, this.#setup.cluster)) {
        this.#add(place, this.#packed(piece));
        if (this.#report.weight >= SEND_WEIGHT || this.#report.pieces.length >= SEND_PIECES) await this.#send();
      }
    }
    this.#report.done = true;
    await this.#send();
  }

  #packed(piece: Piece): PackedPiece {
    if (piece.kind === "read") return piece;
    if (piece.kind === "slab") return { kind: "slab", part: piece.part, slab: packed(piece.decoded, this.#interests) };
    return { kind: "failed", unit: piece.failure.unit, error: plainError(piece.failure.error) };
  }

  #add(place: number, piece: PackedPiece): void {
    this.#report.pieces.push({ place, piece });
    this.#report.weight += PIECE_WEIGHT + (piece.kind === "slab" ? piece.slab.weight : 0);
  }

  /** Sends what is ready, then waits until enough was taken. */
  async #send(): Promise<void> {
    const report = this.#report;
    this.#report = emptyReport();
    this.#waiting += report.weight;
    const columns = report.pieces.flatMap(({ piece }) =>
      piece.kind === "slab" ? [piece.slab.heads.buffer, piece.slab.times.buffer] : [],
    );
    this.#port.postMessage(report, columns);
    while (this.#waiting >= this.#setup.mostWaiting) await this.#news();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

function emptyReport(): Report {
  return { pieces: [], weight: 0, done: false };
}

await new ReadingThread(parentPort!, workerData as Setup).run();
