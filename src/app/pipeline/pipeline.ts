import { createHash } from "node:crypto";
import type { Detector } from "../../model/detector.ts";
import { AppError } from "../../model/errors.ts";
import type { Facts } from "../../model/facts.ts";
import type { Batch, Checkpoint, Reject } from "../../model/source.ts";
import type { Commit, MemoryRef, Store } from "../../model/store.ts";
import { Harvest } from "./harvest.ts";
import { Intake } from "./intake.ts";
import type { Chosen } from "./intake.ts";
import { Judge } from "./judge.ts";
import type { Fault } from "./judge.ts";
import { Memories, nameOf } from "./memories.ts";
import type { Tally } from "./tally.ts";

export interface PipelineOptions {
  store: Store;
  detectors: readonly Detector[];
  facts: Facts;
  /** The period that is judged, epoch ms of event time, both ends included. */
  since?: number;
  until?: number;
  /** `"as-time-passes"`: driven by the watermark; `"at-end"`: a scan, which judges nothing by waiting. */
  ticks: "as-time-passes" | "at-end";
  /** When what was folded is committed, whichever comes first; `bytes` as in `Batch.bytes`. */
  commitAfter?: { bytes: number; ms: number };
  /** The store is this run's own and vanishes with it: nothing is written that only a restart or an alert would need. */
  isThrowaway?: boolean;
}

/** A batch with only what is needed to fold it once more. */
interface Taken {
  id: string;
  chosen: Chosen[];
  complete: number;
  rejects: Reject[];
  checkpoint: Checkpoint | undefined;
  ack: () => Promise<void>;
}

/** One name for all sources: the same event may come by several ways. */
const SEEN = "events";
const COMMIT_AFTER = { bytes: 1 << 20, ms: 1000 };
const MOST_FINDINGS = 2000;
/** Ids and rejects that one commit may hold back. */
const MOST_HELD_BACK = 20_000;
const MOST_MEMORIES = 20_000;
const MOST_ATTEMPTS = 8;
const FINAL_PAGE = 5000;

/**
 * The line from batches to findings: choose, drop what was seen before, recall, fold, commit, acknowledge.
 * Several batches make one commit; what comes out depends neither on where batches end nor on where commits do.
 */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #intake: Intake;
  readonly #memories: Memories;
  readonly #judge: Judge;
  /** Over the ids of all batches: what this run has read. */
  readonly #input = createHash("sha256");
  /** Folded and not committed yet; the ids and the number of rejects are those of all of them. */
  #open: Taken[] = [];
  readonly #openIds = new Set<string>();
  #rejects = 0;
  #bytes = 0;
  #since = 0;
  #harvest: Harvest;

  constructor(options: PipelineOptions) {
    const { detectors, facts, since, until } = options;
    this.#options = options;
    this.#intake = new Intake({ detectors, latenessMs: facts.time.lateness, since, until });
    this.#harvest = this.#freshHarvest();
    this.#memories = new Memories(options.store);
    this.#judge = new Judge(detectors, facts, this.#memories, options.ticks === "as-time-passes");
  }

  /** What was met so far; duplicates are complete after a commit. */
  get tally(): Tally {
    return this.#intake.tally;
  }

  /** What went wrong inside detectors. */
  get faults(): readonly Fault[] {
    return this.#judge.faults;
  }

  /**
   * Folds a batch; it is committed and acknowledged now or with later ones.
   * @throws AppError of the store
   */
  async take(batch: Batch): Promise<void> {
    const chosen = this.#intake.choose(batch);
    this.#input.update(`${batch.id}\n`);
    if (this.#openIds.has(batch.id) || (await this.#options.store.committed(batch.id))) {
      this.tally.replayed += 1;
      await batch.ack();
      return;
    }
    if (this.#open.length === 0) this.#since = performance.now();
    const taken: Taken = {
      id: batch.id,
      chosen,
      complete: this.#intake.watermarks.complete(),
      rejects: batch.rejects,
      checkpoint: batch.checkpoint,
      ack: batch.ack,
    };
    this.#open.push(taken);
    this.#openIds.add(batch.id);
    this.#rejects += batch.rejects.length;
    this.#bytes += batch.bytes;
    await this.#fold(taken);
    // Nobody else writes to a throwaway store: nothing will have to be folded again.
    if (this.#options.isThrowaway) taken.chosen = [];
    if (this.#isFull()) await this.commit();
  }

  #isFull(): boolean {
    const { size, seen } = this.#harvest;
    if (size >= MOST_FINDINGS || seen.size >= MOST_HELD_BACK) return true;
    if (this.#options.isThrowaway) return this.#rejects >= MOST_HELD_BACK;
    const { bytes, ms } = this.#options.commitAfter ?? COMMIT_AFTER;
    return this.#bytes >= bytes || performance.now() - this.#since >= ms;
  }

  #freshHarvest(): Harvest {
    return new Harvest(this.#options.isThrowaway === true);
  }

  /** Commits what is open. Where another process was quicker: recalls and folds again. */
  async commit(): Promise<void> {
    for (let attempt = 1; this.#open.length > 0; attempt += 1) {
      try {
        await this.#options.store.commit(this.#commitOf(this.#open));
        break;
      } catch (error) {
        if (AppError.from(error).code !== "conflict" || attempt >= MOST_ATTEMPTS) throw error;
        await this.#foldAgain();
      }
    }
    const done = this.#open;
    this.#committed();
    for (const { ack } of done) await ack();
  }

  /**
   * Ends a scan: commits, then gives every memory that holds something back its one tick, with `facts.final` set and
   * now = `until`, else the time of the last event. The same input, period and facts do it once on one store.
   */
  async finish(): Promise<void> {
    await this.commit();
    await this.#settleMemories();
    // Without any event there still may be memories of an earlier run that newer facts settle.
    const now = this.#options.until ?? this.tally.lastEvent ?? Date.now();
    const facts: Facts = { ...this.#options.facts, final: true };
    const round = `final ${now} ${facts.version} ${this.#input.digest("hex")}`;
    const done = new Set<string>();
    for (let page = 1; !(await this.#options.store.committed(`${round} ${page}`)); page += 1) {
      const limit = done.size + FINAL_PAGE;
      const rows = await this.#options.store.due(Number.MAX_SAFE_INTEGER, limit);
      const waiting = rows.filter((row) => !done.has(nameOf(row)));
      for (const row of waiting) done.add(nameOf(row));
      await this.#tickEach(
        waiting.filter((row) => this.#judge.knows(row)),
        now,
        facts,
      );
      await this.#options.store.commit({ ...this.#commitOf([]), id: `${round} ${page}` });
      this.#committed();
      if (rows.length < limit) return;
    }
  }

  /** Writes the memories that were held back, so that the store can tell which of them wait. */
  async #settleMemories(): Promise<void> {
    const memory = this.#memories.writes(0);
    if (memory.length === 0) return;
    await this.#options.store.commit({ ...this.#commitOf([]), memory, id: "the memories held back" });
    this.#committed();
  }

  async #tickEach(refs: readonly MemoryRef[], now: number, facts: Facts): Promise<void> {
    await this.#memories.recall(refs);
    for (const ref of refs) this.#judge.tick(this.#memories.of(ref), now, facts, this.#harvest);
  }

  async #fold({ chosen, complete }: Taken): Promise<void> {
    const news = await this.#news(chosen);
    const wanted = news.flatMap((each) => each.wanted ?? []);
    await this.#judge.fold(wanted, complete, this.#harvest);
  }

  /** What has not been seen before, in this commit or in an earlier one. */
  async #news(chosen: readonly Chosen[]): Promise<Chosen[]> {
    const { seen } = this.#harvest;
    const firsts: Chosen[] = [];
    for (const each of chosen) {
      if (seen.has(each.id)) continue;
      seen.add(each.id);
      firsts.push(each);
    }
    const ids = firsts.map(({ id }) => id);
    const fresh = ids.length === 0 ? new Set<string>() : await this.#options.store.fresh(SEEN, ids);
    const news = fresh.size === ids.length ? firsts : firsts.filter(({ id }) => fresh.has(id));
    this.#harvest.duplicates += chosen.length - news.length;
    return news;
  }

  #commitOf(open: readonly Taken[]): Commit {
    const checkpoints = new Map<string, Checkpoint>();
    for (const { checkpoint } of open) {
      if (checkpoint) checkpoints.set(JSON.stringify([checkpoint.source, checkpoint.partition]), checkpoint);
    }
    const ids = open.map(({ id }) => id);
    return {
      id: ids.at(-1) ?? "",
      covers: ids.slice(0, -1),
      now: this.#intake.watermarks.greatest(),
      checkpoints: [...checkpoints.values()],
      seen: { source: SEEN, ids: [...this.#harvest.seen] },
      memory: this.#memories.writes(this.#options.isThrowaway ? MOST_MEMORIES : 0),
      findings: this.#harvest.findings,
      withdrawn: [...this.#harvest.withdrawn],
      rejects: open.flatMap(({ rejects }) => rejects),
    };
  }

  /** Folds what is open on memories as they are now; batches that were committed elsewhere fall out. */
  async #foldAgain(): Promise<void> {
    const open = this.#open;
    this.#memories.drop();
    this.#harvest = this.#freshHarvest();
    this.#open = [];
    for (const taken of open) {
      if (await this.#options.store.committed(taken.id)) {
        this.tally.replayed += 1;
        await taken.ack();
      } else {
        this.#open.push(taken);
        await this.#fold(taken);
      }
    }
  }

  #committed(): void {
    this.#memories.committed(MOST_MEMORIES);
    this.tally.counts.duplicates += this.#harvest.duplicates;
    this.#open = [];
    this.#openIds.clear();
    this.#rejects = 0;
    this.#bytes = 0;
    this.#harvest = this.#freshHarvest();
  }
}
