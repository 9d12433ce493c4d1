import type { Detector, Step } from "../../model/detector.ts";
import { AppError } from "../../model/errors.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { MemoryRef } from "../../model/store.ts";
import type { Harvest } from "./harvest.ts";
import type { Wanted } from "./intake.ts";
import type { Held, Memories } from "./memories.ts";

export interface Fault {
  unit: string;
  error: AppError;
}

interface Fold {
  event: Event;
  complete: number;
  detector: Detector;
  ref: MemoryRef;
}

const MOST_FAULTS = 100;

/** Runs detectors on events and times; their memories and what they say go to the places given. */
export class Judge {
  /** What went wrong inside detectors; the first hundred. */
  readonly faults: Fault[] = [];
  readonly #detectors: ReadonlyMap<string, Detector>;
  readonly #facts: Facts;
  readonly #memories: Memories;
  readonly #ticksAlong: boolean;

  /** @param ticksAlong  whether memories are ticked as event time passes */
  constructor(detectors: readonly Detector[], facts: Facts, memories: Memories, ticksAlong: boolean) {
    this.#detectors = new Map(detectors.map((detector) => [`${detector.id}\n${detector.revision}`, detector]));
    this.#facts = facts;
    this.#memories = memories;
    this.#ticksAlong = ticksAlong;
  }

  knows({ detector, revision }: MemoryRef): boolean {
    return this.#detectors.has(`${detector}\n${revision}`);
  }

  /**
   * Folds events in order. A memory whose time has come is ticked before the next event that shows it, at its own time.
   * @param complete  the time up to which everything is in after these events
   */
  async fold(news: readonly Wanted[], complete: number, harvest: Harvest): Promise<void> {
    const folds = news.flatMap((each) => each.wanting.flatMap((detector) => this.#folds(detector, each)));
    await this.#memories.recall(folds.map(({ ref }) => ref));
    if (this.#ticksAlong) await this.#memories.recallDue(complete);
    for (const { event, detector, ref, complete: before } of folds) {
      const held = this.#memories.of(ref);
      if (this.#ticksAlong) {
        this.#tickUntil(before, harvest);
        this.#tickOnce(held, event.time - this.#facts.time.lateness, harvest);
      }
      this.#guard(event.origins[0]?.unit ?? detector.id, detector, () =>
        this.#keep(held, detector.fold(held.memory, event, ref.key, this.#facts), harvest),
      );
    }
    if (this.#ticksAlong) this.#tickUntil(complete, harvest);
  }

  /** Gives a memory its tick, whether or not it is due. */
  tick(held: Held, now: number, facts: Facts, harvest: Harvest): void {
    const detector = this.#detectors.get(`${held.detector}\n${held.revision}`);
    const { memory } = held;
    const isAwake =
      detector?.tick !== undefined &&
      memory !== undefined &&
      this.#guard(held.key, detector, () => this.#keep(held, detector.tick!(memory, held.key, now, facts), harvest));
    if (!isAwake) this.#memories.keep(held, { memory, findings: [] });
  }

  #folds(detector: Detector, { event, complete }: Wanted): Fold[] {
    const found: Fold[] = [];
    this.#guard(event.origins[0]?.unit ?? detector.id, detector, () => {
      for (const key of detector.keys(event, this.#facts)) {
        found.push({ event, complete, detector, ref: { detector: detector.id, revision: detector.revision, key } });
      }
    });
    return found;
  }

  #tickUntil(time: number, harvest: Harvest): void {
    for (let held = this.#memories.nextDue(time); held; held = this.#memories.nextDue(time)) {
      this.#tickOnce(held, time, harvest);
    }
  }

  /** Ticks a memory that is due at `time`, with its own time as now. */
  #tickOnce(held: Held, time: number, harvest: Harvest): void {
    const { wakeAt: now } = held;
    if (now === undefined || now > time) return;
    this.tick(held, now, this.#facts, harvest);
    // Who asks for the past again is asked when time has moved on, not for ever.
    const { memory, wakeAt } = held;
    if (wakeAt !== undefined && wakeAt <= now) this.#memories.keep(held, { memory, findings: [], wakeAt: time + 1 });
  }

  #keep(held: Held, step: Step<unknown>, harvest: Harvest): void {
    harvest.add(step);
    this.#memories.keep(held, step);
  }

  /** A detector that fails on one event must not keep the others from being judged. */
  #guard(unit: string, { id }: Detector, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      const { message } = AppError.from(error);
      const fault = new AppError("internal", `${unit}: ${id} failed: ${message}`, { cause: error });
      if (this.faults.length < MOST_FAULTS) this.faults.push({ unit, error: fault });
      return false;
    }
  }
}
