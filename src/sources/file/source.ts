import { statSync } from "node:fs";
import type { ClusterRef } from "../../model/cluster.ts";
import { AppError } from "../../model/errors.ts";
import type { Batch, Checkpoint, Source } from "../../model/source.ts";
import type { SourceDeps } from "../deps.ts";
import { PendingBatch } from "./pending-batch.ts";
import { planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { ReadAhead } from "./read-ahead.ts";
import type { FileReaders } from "./readers.ts";
import { piecesOf } from "./unit.ts";
import type { Piece } from "./unit.ts";
import { walk } from "./walk.ts";
import type { Found } from "./walk.ts";

export interface FileOptions {
  paths: string[];
  cluster?: ClusterRef | undefined;
  since?: number | undefined;
  until?: number | undefined;
  backfillWindow: number;
}

const STDIN = "-";

/** Files, folders and standard input, read once from beginning to end. */
export class FileSource implements Source {
  readonly id = "file";
  readonly #options: FileOptions;
  readonly #deps: SourceDeps;
  readonly #ahead = new ReadAhead();
  #listed: { found: Found; plan: Plan } | undefined;
  #readers: FileReaders | undefined;

  constructor(options: FileOptions, deps: SourceDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  async total(): Promise<{ units: number; bytes: number }> {
    const { files } = this.#list().plan;
    return { units: files.length, bytes: files.reduce((sum, file) => sum + sizeOf(file), 0) };
  }

  prepare(): void {
    const { readers } = this.#deps;
    if (!readers || this.#readers) return;
    const files = this.#list().plan.files.filter((file) => file !== STDIN);
    this.#readers = readers(
      files.map((name) => ({ name, bytes: sizeOf(name) })),
      this.#options.cluster,
    );
  }

  /** Files have no checkpoint: a batch that was committed before has the same id again. */
  async *read(_from: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
    this.prepare();
    const { found, plan } = this.#list();
    const pending = new PendingBatch();
    for (const failure of found.failures) pending.fail(failure);
    for (const notice of [...found.notices, ...plan.notices]) pending.notice(notice);
    for (const { path, reason } of plan.skipped) {
      pending.skip(`skip|${path}`, reason);
      pending.unitRead(path);
      if (pending.full) yield pending.take();
    }
    const stop = () => void this.close();
    signal.addEventListener("abort", stop);
    try {
      for (const [at, file] of plan.files.entries()) {
        for await (const piece of this.#unit(file, plan.files[at + 1])) {
          if (signal.aborted) throw new AppError("aborted", "stopped while reading", { cause: signal.reason });
          take(piece, pending);
          if (pending.full) yield pending.take();
        }
      }
      if (!pending.empty) yield pending.take();
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    await this.#readers?.close();
  }

  #list(): { found: Found; plan: Plan } {
    if (!this.#listed) {
      const found = walk(this.#options.paths);
      this.#listed = { found, plan: planOf(found.files, this.#options) };
    }
    return this.#listed;
  }

  #unit(name: string, next: string | undefined): AsyncIterable<Piece> {
    if (name !== STDIN && this.#readers) return this.#readers.next();
    const open = () =>
      name === STDIN
        ? { bytes: this.#deps.stdin ?? process.stdin, version: undefined }
        : this.#ahead.open(name, next === STDIN ? undefined : next);
    return piecesOf(name, open, this.#deps.decode, this.#options.cluster);
  }
}

function take(piece: Piece, pending: PendingBatch): void {
  if (piece.kind === "slab") pending.add(piece.part, piece.decoded);
  else if (piece.kind === "read") pending.unitRead(piece.version);
  else pending.fail(piece.failure);
}

/** 0 for what cannot be looked at, and for standard input. */
function sizeOf(file: string): number {
  try {
    return file === STDIN ? 0 : statSync(file).size;
  } catch {
    return 0;
  }
}
