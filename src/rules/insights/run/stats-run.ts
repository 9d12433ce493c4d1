import { KeyedSpill } from "../../../lib/keyed-spill.ts";
import type { StatsStage } from "../plan/stages.ts";
import type { Value } from "../values/value.ts";
import { groupKey, groupRow, mergeGroups, newGroup, withRow } from "./group.ts";
import type { Group } from "./group.ts";
import type { Row, RunContext } from "./row.ts";
import type { Next, StageRun } from "./stage-run.ts";

const GROUP_BYTES = 200;
const VALUE_BYTES = 40;
/** Ends a group's key: below every character of one, so that what belongs to a group follows it. */
const END = "\u0000";

/** `stats`: one row a group. What collections collect is kept one by one, so that a single group may be large too. */
export class StatsRun implements StageRun {
  readonly #stage: StatsStage;
  readonly #entries: KeyedSpill<Group | number>;
  readonly #size: number;
  readonly #run: RunContext;
  readonly #next: Next;

  constructor(stage: StatsStage, size: number, run: RunContext, next: Next) {
    this.#stage = stage;
    this.#size = size;
    this.#run = run;
    this.#next = next;
    this.#entries = new KeyedSpill<Group | number>({
      merge: (a, b) => (typeof a === "number" ? a + Number(b) : mergeGroups(a, b as Group, stage.aggregates)),
      inMemory: run.inMemory,
      weigh: (entry) =>
        typeof entry === "number" ? 0 : GROUP_BYTES + VALUE_BYTES * (entry[2].length + entry[3].length),
    });
  }

  push(row: Row): void {
    const { key, values } = groupKey(row, this.#stage);
    const name = key + END;
    const group = (this.#entries.get(name) as Group | undefined) ?? newGroup(row, values, this.#stage);
    const elements: string[] = [];
    const next = withRow(group, row, this.#stage, (aggregate, element) =>
      elements.push(`${name}${aggregate}${END}${element}`),
    );
    this.#entries.set(name, next);
    for (const element of elements) this.#entries.set(element, Number(this.#entries.get(element) ?? 0) + 1);
  }

  end(): void {
    const entries = new Entries(this.#entries.entries());
    for (let entry = entries.take(); entry; entry = entries.take()) {
      const [name, group] = entry as [string, Group];
      const results = this.#results(name, group, entries);
      this.#next.push(groupRow(group, results, this.#stage, { size: this.#size, run: this.#run }));
    }
    this.close();
    this.#next.end();
  }

  close(): void {
    this.#entries.close();
  }

  /** @param entries  those that follow the group's: what its collections collected */
  #results(name: string, [, , , states]: Group, entries: Entries): Value[] {
    const results: Value[] = [];
    // Keys sort as texts: aggregate 10 comes before aggregate 2.
    for (const index of this.#inKeyOrder()) {
      const { how, parameter } = this.#stage.aggregates[index]!;
      const prefix = `${name}${index}${END}`;
      results[index] =
        how.kind === "fold"
          ? how.result(states[index]!)
          : how.result(entries.under(prefix), Number(states[index]), parameter);
      entries.skip(prefix);
    }
    return results;
  }

  #inKeyOrder(): number[] {
    return this.#stage.aggregates.map((_, index) => index).toSorted((a, b) => (`${a}${END}` < `${b}${END}` ? -1 : 1));
  }
}

type Entry = [key: string, value: Group | number];

/** Entries by ascending key, taken one by one. */
class Entries {
  readonly #rest: Iterator<Entry>;
  #next: Entry | undefined;

  constructor(entries: Iterator<Entry>) {
    this.#rest = entries;
    this.take();
  }

  take(): Entry | undefined {
    const entry = this.#next;
    const { done, value } = this.#rest.next();
    this.#next = done ? undefined : value;
    return entry;
  }

  /** Takes those whose keys begin so; gives the rest of the key and the value. */
  *under(prefix: string): Generator<readonly [string, number]> {
    for (let entry = this.#takeUnder(prefix); entry; entry = this.#takeUnder(prefix)) {
      yield [entry[0].slice(prefix.length), Number(entry[1])];
    }
  }

  skip(prefix: string): void {
    let entry: Entry | undefined;
    do entry = this.#takeUnder(prefix);
    while (entry);
  }

  #takeUnder(prefix: string): Entry | undefined {
    return this.#next?.[0].startsWith(prefix) ? this.take() : undefined;
  }
}
