import { statSync } from "node:fs";
import { inflateAhead } from "../../lib/gunzip.ts";
import { openFile } from "./bytes.ts";
import type { Opened } from "./bytes.ts";

/** Opens files in order, each a file early, so that the next one is inflated in zlib's thread while this one is parsed. */
export class ReadAhead {
  readonly #files: readonly string[];
  #at = 0;
  #next: { name: string; opened: Opened } | undefined;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** @throws NodeJS.ErrnoException */
  open(name: string): Opened {
    const opened = this.#next?.name === name ? this.#next.opened : openFile(name);
    this.#next = undefined;
    this.#at++;
    this.#prepare(this.#files[this.#at]);
    return opened;
  }

  /** Only what is read in one go; what cannot be opened is tried again, and said, when its turn comes. */
  #prepare(name: string | undefined): void {
    if (name === undefined) return;
    const opened = openWhole(name);
    if (!opened) return;
    this.#next = { name, opened };
    if (opened.bytes instanceof Uint8Array) inflateAhead(opened.bytes);
  }
}

function openWhole(name: string): Opened | undefined {
  try {
    // A pipe must not be opened twice.
    if (!statSync(name).isFile()) return undefined;
    return openFile(name, true);
  } catch {
    return undefined;
  }
}
