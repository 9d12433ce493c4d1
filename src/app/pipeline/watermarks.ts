import type { Event } from "../../model/event.ts";

interface Partition {
  kind: string;
  account: string | undefined;
  region: string | undefined;
  greatest: number;
}

/** An input can make up accounts; what is beyond this number counts as one. */
const MOST_PARTITIONS = 10_000;

/** How far event time has come, per kind, account and region: the greatest time seen. */
export class Watermarks {
  readonly #lateness: number;
  readonly #partitions = new Map<string, Partition>();
  /** Records of one account and region stand together, so that the last one is nearly always the right one. */
  #last: Partition | undefined;
  /** The least of all partitions; undefined when it has to be looked up again. */
  #least: number | undefined;

  constructor(latenessMs: number) {
    this.#lateness = latenessMs;
  }

  /** Takes note of an event. @returns whether it came later than lateness allows */
  see(event: Event): boolean {
    const partition = this.#partition(event);
    const { greatest } = partition;
    if (event.time <= greatest) return event.time < greatest - this.#lateness;
    if (greatest === this.#least) this.#least = undefined;
    partition.greatest = event.time;
    return false;
  }

  /** The time up to which every partition seen so far is complete; -∞ before the first event. */
  complete(): number {
    if (this.#partitions.size === 0) return Number.NEGATIVE_INFINITY;
    this.#least ??= this.#lowest();
    return this.#least - this.#lateness;
  }

  /** The greatest time of all; 0 before the first event. */
  greatest(): number {
    let most = 0;
    for (const { greatest } of this.#partitions.values()) most = Math.max(most, greatest);
    return most;
  }

  #lowest(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { greatest } of this.#partitions.values()) least = Math.min(least, greatest);
    return least;
  }

  #partition(event: Event): Partition {
    const { kind, account, region } = event;
    const last = this.#last;
    if (last && last.region === region && last.account === account && last.kind === kind) return last;
    const name = this.#partitions.size < MOST_PARTITIONS ? `${kind}\n${account ?? ""}\n${region ?? ""}` : "";
    let partition = this.#partitions.get(name);
    if (!partition) {
      partition = { kind, account, region, greatest: Number.NEGATIVE_INFINITY };
      this.#partitions.set(name, partition);
      this.#least = undefined;
    }
    return (this.#last = partition);
  }
}
