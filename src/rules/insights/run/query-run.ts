import { fieldLookup } from "../records/field.ts";
import type { FieldLookup } from "../records/field.ts";
import type { LogRecord } from "../records/record.ts";
import type { Plan } from "../plan/plan.ts";
import type { Step } from "../plan/steps.ts";
import type { Value } from "../values/value.ts";
import { SortedSpill } from "../../../lib/sorted-spill.ts";
import { chainOf } from "./chain.ts";
import type { Chain } from "./chain.ts";
import { weightOf } from "./kept.ts";
import { Notes } from "./notes.ts";
import { newRow } from "./row.ts";
import type { RunContext } from "./row.ts";
import { passes } from "./steps-run.ts";

export interface RunOptions {
  /** Epoch ms at which the query began. */
  now: number;
  /** Only the first 200 fields of each record count, as in the service. */
  serviceCaps?: boolean;
  /** Bytes that each command keeps in memory before it goes on in files. */
  inMemory?: number;
}

/** A query at work on records, in whatever order they come. Memory stays bounded; what does not fit goes to files. */
export class QueryRun {
  readonly #plan: Plan;
  readonly #context: RunContext & { notes: Notes };
  readonly #stages: Chain;
  /** What is done to a record before any other is looked at. */
  readonly #first: readonly Step[];
  /** The rows that came out, numbered. */
  readonly #result = new SortedSpill<[place: number, cells: Value[]]>({
    compare: ([a], [b]) => a - b,
    weigh: ([place, cells]) => weightOf([0, place, cells]),
  });
  readonly #hyphens: readonly { name: string; lookup: FieldLookup }[];
  #scanned = 0;
  #matched = 0;

  constructor(plan: Plan, { now, serviceCaps = false, inMemory }: RunOptions) {
    this.#plan = plan;
    this.#context = { now, serviceCaps, inMemory, notes: new Notes() };
    this.#hyphens = plan.hyphenated.map((name) => ({ name, lookup: fieldLookup(name) }));
    const [first, ...rest] = plan.stages;
    this.#first = first?.kind === "steps" ? first.steps : [];
    let place = 0;
    this.#stages = chainOf(plan, first?.kind === "steps" ? rest : plan.stages, this.#context, (cells) =>
      this.#result.push([place++, cells]),
    );
  }

  /** What was remarkable about the records. */
  get notes(): Notes {
    return this.#context.notes;
  }

  get recordsScanned(): number {
    return this.#scanned;
  }

  /** Records that passed every filter before the first command that looks at several rows. */
  get recordsMatched(): number {
    return this.#matched;
  }

  /** Counts records that were not handed in because they cannot match. */
  passOver(count: number): void {
    this.#scanned += count;
  }

  /**
   * Takes one record.
   * @returns whether it passed the filters
   * @throws AppError "rejected" when a temporary file cannot be written
   */
  add(record: LogRecord): boolean {
    const row = newRow(record, this.#scanned++, this.#plan.size, this.#context);
    this.#lookForHyphens(record);
    if (!passes(this.#first, row)) return false;
    this.#matched += 1;
    this.#stages.push(row);
    return true;
  }

  /** Ends the input: the rows, cells in the order of the columns. */
  *rows(): Generator<Value[]> {
    this.#stages.end();
    for (const [, cells] of this.#result.drain()) yield cells;
    this.close();
  }

  /** Removes temporary files. */
  close(): void {
    this.#stages.close();
    this.#result.close();
  }

  #lookForHyphens(record: LogRecord): void {
    const { hyphenated } = this.notes;
    if (hyphenated.size === this.#hyphens.length) return;
    const { json } = record;
    if (!json) return;
    for (const { name, lookup } of this.#hyphens) if (lookup(json)) hyphenated.add(name);
  }
}
