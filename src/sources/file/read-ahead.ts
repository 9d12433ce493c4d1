import { statSync } from "node:fs";
import { inflateAhead } from "../../lib/gunzip.ts";
import { openFile } from "./bytes.ts";
import type { Opened } from "./bytes.ts";

/** Opens files, each a file early, so that the next one is inflated in zlib's thread while this one is parsed. */
export class ReadAhead {
  #next: { name: string; opened: Opened } | undefined;

  /**
   * @param next  the file that will be asked for after this one, if that is known
   * @throws NodeJS.ErrnoException
   */
  open(name: string, next: string | undefined): Opened {
    const opened = this.#next?.name === name ? this.#next.opened : openFile(name);
    this.#next = undefined;
    if (next !== undefined) this.#prepare(next);
    return opened;
  }

  /** Only what is read in one go; what cannot be opened is tried again, and said, when its turn comes. */
  #prepare(name: string): void {
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
