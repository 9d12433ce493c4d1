import type { Json } from "../../../model/json.ts";
import { isObject } from "../../../model/json.ts";
import type { LogRecord } from "../records/record.ts";
import { leaves } from "../records/leaves.ts";

/** Leaves that are named instead of an object or list. */
const SUGGESTED = 3;

/** What was remarkable about the records of a run; said once, with numbers. */
export class Notes {
  /** Names that led to an object or list, with some of the fields within it. */
  readonly nonLeaves = new Map<string, { records: number; leaves: string[] }>();
  /** Records in which a field that the query reads is beyond those that the service discovers. */
  beyondCap = 0;
  /** Rows that only a negation of something missing kept from matching. */
  missingNegation = 0;
  /** Of subtractions that may be names: those that are names of fields in the data. */
  readonly hyphenated = new Set<string>();
  #lastBeyond: LogRecord | undefined;

  nonLeaf(name: string, path: readonly string[], value: Json): void {
    const known = this.nonLeaves.get(name);
    if (known) {
      known.records += 1;
      return;
    }
    const found: string[] = [];
    for (const leaf of leaves(isObject(value) || Array.isArray(value) ? value : null)) {
      found.push([...path, ...leaf].join("."));
      if (found.length === SUGGESTED) break;
    }
    this.nonLeaves.set(name, { records: 1, leaves: found });
  }

  /** Counts a record once, however many of its fields lie beyond. */
  beyond(record: LogRecord): void {
    if (this.#lastBeyond === record) return;
    this.#lastBeyond = record;
    this.beyondCap += 1;
  }
}
