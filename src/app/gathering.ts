import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { AppError } from "../model/errors.ts";
import type { Batch, Notice, Reject, UnitFailure } from "../model/source.ts";

const MOST_REJECTS = 10_000;
const MOST_REMARKS = 1000;

/** What batches say beside their events: kept up to a bound, rejects all written to a file where one is named. */
export class Gathering {
  readonly rejects: Reject[] = [];
  readonly failures: UnitFailure[] = [];
  readonly #notices: Notice[] = [];
  #left = 0;
  readonly #file: FileHandle | undefined;
  readonly #unwritable: (error: unknown) => never;

  private constructor(file: FileHandle | undefined, name: string) {
    this.#file = file;
    this.#unwritable = unwritable(name);
  }

  /** @throws AppError "rejected" when the file cannot be written */
  static async open(rejectsFile: string | undefined): Promise<Gathering> {
    if (rejectsFile === undefined) return new Gathering(undefined, "");
    return new Gathering(await open(rejectsFile, "w", 0o600).catch(unwritable(rejectsFile)), rejectsFile);
  }

  /** What was said; the last one says how much was left out. */
  get notices(): Notice[] {
    if (this.#left === 0) return this.#notices;
    return [...this.#notices, { code: "more", text: `${this.#left} further notices and failures are not listed` }];
  }

  /** @throws AppError "rejected" when the rejects cannot be written, for instance on a full disk */
  async add({ rejects, notices, failures = [] }: Batch): Promise<void> {
    this.rejects.push(...rejects.slice(0, MOST_REJECTS - this.rejects.length));
    this.#keep(this.#notices, notices);
    this.#keep(this.failures, failures);
    if (this.#file && rejects.length > 0) {
      await this.#file
        .writeFile(rejects.map((reject) => `${JSON.stringify(reject)}\n`).join(""))
        .catch(this.#unwritable);
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  #keep<T>(kept: T[], more: readonly T[]): void {
    const fitting = more.slice(0, Math.max(0, MOST_REMARKS - kept.length));
    kept.push(...fitting);
    this.#left += more.length - fitting.length;
  }
}

function unwritable(name: string): (error: unknown) => never {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError("rejected", `${name}: cannot be written (${code})`, {
      hint:
        code === "ENOSPC" ? "Free some space on this disk, or name another." : "Give a path where this user may write.",
      cause: error,
    });
  };
}
