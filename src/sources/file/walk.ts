import { readdirSync, statSync } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import { AppError } from "../../model/errors.ts";
import type { Notice, UnitFailure } from "../../model/source.ts";

/** What was found under the paths given. */
export interface Found {
  /** As the user would write them, in the order given, folders sorted by name. */
  files: string[];
  failures: UnitFailure[];
  notices: Notice[];
}

/** Lists the files under paths. Links are followed, each folder is entered once; what is no file is left out and said. */
export function walk(paths: readonly string[]): Found {
  const found: Found = { files: [], failures: [], notices: [] };
  for (const path of paths) {
    if (path === "-") found.files.push(path);
    else new Walk(found).enter(path);
  }
  return found;
}

class Walk {
  readonly #found: Found;
  /** Folders entered, and those the present one lies in, by device and inode. */
  readonly #entered = new Set<string>();
  readonly #above: string[] = [];

  constructor(found: Found) {
    this.#found = found;
  }

  enter(path: string): void {
    const status = this.#attempt(path, () => statSync(path, { bigint: false }));
    if (!status) return;
    if (status.isDirectory()) return this.#folder(path, status);
    if (status.isSocket())
      return this.#fail(
        path,
        new AppError("unavailable", `${path}: a socket, no file`, { hint: "Name a file or a folder." }),
      );
    this.#found.files.push(path);
  }

  #folder(path: string, status: Stats): void {
    const id = `${status.dev}:${status.ino}`;
    if (this.#above.includes(id)) return this.#fail(path, loop(path));
    if (this.#entered.has(id)) return this.#note("folder-twice", path, "a link to a folder that was read already");
    this.#entered.add(id);
    this.#above.push(id);
    const before = this.#found.files.length;
    const entries = this.#attempt(path, () => readdirSync(path, { withFileTypes: true })) ?? [];
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) this.#entry(path.endsWith("/") ? path + entry.name : `${path}/${entry.name}`, entry);
    this.#above.pop();
    if (this.#above.length === 0 && this.#found.files.length === before)
      this.#note("empty-folder", path, "no file in this folder");
  }

  #entry(path: string, entry: Dirent): void {
    if (entry.isFile()) this.#found.files.push(path);
    else if (entry.isDirectory()) this.enter(path);
    else if (entry.isSymbolicLink()) this.#link(path);
    else this.#note("no-file", path, "a socket, pipe or device; only files are read in a folder");
  }

  #link(path: string): void {
    const status = this.#attempt(path, () => statSync(path));
    if (!status) return;
    if (status.isDirectory()) this.#folder(path, status);
    else if (status.isFile()) this.#found.files.push(path);
    else this.#note("no-file", path, "a link to a socket, pipe or device; only files are read in a folder");
  }

  #attempt<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#fail(path, unreadable(path, error));
      return undefined;
    }
  }

  #fail(unit: string, error: AppError): void {
    this.#found.failures.push({ unit, error });
  }

  #note(code: string, unit: string, text: string): void {
    this.#found.notices.push({ code, text, unit });
  }
}

function loop(path: string): AppError {
  return new AppError("rejected", `${path}: a symbolic link that leads back to a folder it lies in`, {
    hint: "Remove the link; everything else in the folder was read.",
  });
}

const REASONS: { [errno: string]: [code: "not.found" | "auth.denied" | "rejected", what: string, hint: string] } = {
  ENOENT: ["not.found", "no such file or folder", "Check the path; a relative one starts at the present folder."],
  ENOTDIR: ["not.found", "no such file or folder", "Check the path; part of it is a file, no folder."],
  EACCES: ["auth.denied", "permission denied", "Give this user the right to read it, or run as one who may."],
  EPERM: ["auth.denied", "permission denied", "Give this user the right to read it, or run as one who may."],
  ELOOP: ["rejected", "a symbolic link that leads to itself", "Remove the link, or name the file it should lead to."],
  EISDIR: ["rejected", "a folder where a file was expected", "Name a file, or the folder itself as an input."],
};

/** What a file system error means for a path: what, where, what to do. */
export function unreadable(path: string, thrown: unknown): AppError {
  const errno = (thrown as NodeJS.ErrnoException).code ?? "";
  const known = Object.hasOwn(REASONS, errno) ? REASONS[errno] : undefined;
  if (!known) return new AppError("unavailable", `${path}: ${(thrown as Error).message}`, { cause: thrown });
  const [code, what, hint] = known;
  return new AppError(code, `${path}: ${what}`, { hint, cause: thrown });
}
