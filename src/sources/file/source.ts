import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type { ClusterRef } from "../../model/cluster.ts";
import { AppError } from "../../model/errors.ts";
import type { Batch, Checkpoint, Decoded, Source } from "../../model/source.ts";
import type { SourceDeps } from "../deps.ts";
import { ReadAhead } from "./read-ahead.ts";
import { PendingBatch } from "./pending-batch.ts";
import { planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { unreadable, walk } from "./walk.ts";
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
  #listed: { found: Found; plan: Plan } | undefined;

  constructor(options: FileOptions, deps: SourceDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  async total(): Promise<{ units: number; bytes: number }> {
    const { files } = this.#list().plan;
    let bytes = 0;
    for (const file of files) bytes += file === STDIN ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    return { units: files.length, bytes };
  }

  /** Files have no checkpoint: a batch that was committed before has the same id again. */
  async *read(_from: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
    const { found, plan } = this.#list();
    const pending = new PendingBatch();
    for (const failure of found.failures) pending.fail(failure);
    for (const notice of [...found.notices, ...plan.notices]) pending.notice(notice);
    for (const { path, reason } of plan.skipped) {
      pending.skip(`skip|${path}`, reason);
      pending.unitRead(path);
      if (pending.full) yield pending.take();
    }
    const ahead = new ReadAhead(plan.files.filter((file) => file !== STDIN));
    for (const file of plan.files) {
      for await (const _ of this.#unit(file, ahead, pending)) {
        if (signal.aborted) throw new AppError("aborted", "stopped while reading", { cause: signal.reason });
        if (pending.full) yield pending.take();
      }
    }
    if (!pending.empty) yield pending.take();
  }

  async close(): Promise<void> {}

  #list(): { found: Found; plan: Plan } {
    if (!this.#listed) {
      const found = walk(this.#options.paths);
      this.#listed = { found, plan: planOf(found.files, this.#options) };
    }
    return this.#listed;
  }

  /** Reads one unit into the pending batch; yields after each slab. */
  async *#unit(name: string, ahead: ReadAhead, pending: PendingBatch): AsyncGenerator<void> {
    const { cluster } = this.#options;
    let good = 0;
    let complaint: string | undefined;
    try {
      const { bytes, version } = name === STDIN ? this.#stdin() : ahead.open(name);
      let slab = 0;
      const options = { receivedAt: Date.now(), ...(cluster ? { cluster } : {}) };
      for await (const decoded of this.#deps.decode({ name }, bytes, options)) {
        pending.add(`${version ?? contentOf(decoded)}|${slab++}`, decoded);
        complaint ??= decoded.rejects[0]?.detail;
        good += goodIn(decoded);
        yield;
      }
      if (good > 0 || complaint === undefined) pending.unitRead(version ?? name);
      else pending.fail({ unit: name, error: nothingIn(name, complaint) });
    } catch (error) {
      pending.fail({ unit: name, error: error instanceof AppError ? error : unreadable(name, error) });
    }
    yield;
  }

  #stdin(): { bytes: AsyncIterable<Uint8Array>; version: undefined } {
    return { bytes: this.#deps.stdin ?? process.stdin, version: undefined };
  }
}

/** Records that were understood. */
function goodIn({ counts }: Decoded): number {
  const { events, skips, pointers, controls, duplicates } = counts;
  return sum(events) + sum(skips) + pointers + controls + duplicates;
}

function sum(numbers: { [key: string]: number }): number {
  return Object.values(numbers).reduce((total, each) => total + each, 0);
}

function nothingIn(name: string, complaint: string): AppError {
  return new AppError("decode.invalid", `${name}: nothing in it could be read: ${complaint}`, {
    hint: "Give CloudTrail files, Kubernetes audit logs, or what AWS services deliver of them; `--rejects FILE` lists every record.",
  });
}

/** What tells a slab of standard input from another one. */
function contentOf({ events, rejects }: Decoded): string {
  const hash = createHash("sha256");
  for (const { id } of events) hash.update(id).update("\n");
  for (const { offset, sample } of rejects) hash.update(`${offset}|${sample}\n`);
  return hash.digest("hex");
}
