import { InterestIndex } from "../../lib/interest.ts";
import type { Detector } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Batch } from "../../model/source.ts";

import { PassedEvent } from "../reading/passed-event.ts";
import { countBatch, countMutation, emptyTally } from "./tally.ts";
import type { Tally } from "./tally.ts";
import { Watermarks } from "./watermarks.ts";

/** An event that detectors have to meet. */
export interface Wanted {
  event: Event;
  wanting: readonly Detector[];
  /** The time up to which everything was in when the event came. */
  complete: number;
}

/** An event to be remembered: somebody wants it, or it changes something. Of the latter nothing but the id is kept. */
export interface Chosen {
  id: string;
  wanted: Wanted | undefined;
}

export interface IntakeOptions {
  detectors: readonly Detector[];
  latenessMs: number;
  /** The period that is judged, epoch ms of event time, both ends included. */
  since?: number;
  until?: number;
}

const NOBODY: readonly Detector[] = [];

/** Looks at every event once: counts it, and picks those that the rest of the line has to meet. */
export class Intake {
  readonly tally: Tally = emptyTally();
  readonly watermarks: Watermarks;
  readonly #interest: InterestIndex<Detector>;
  readonly #since: number;
  readonly #until: number;

  constructor({ detectors, latenessMs, since, until }: IntakeOptions) {
    this.watermarks = new Watermarks(latenessMs);
    this.#interest = new InterestIndex(detectors);
    this.#since = since ?? Number.NEGATIVE_INFINITY;
    this.#until = until ?? Number.POSITIVE_INFINITY;
  }

  /** Ends the counting of a batch; its events come in the order of the input. */
  choose(batch: Batch): Chosen[] {
    const { tally, watermarks } = this;
    countBatch(tally, batch);
    const chosen: Chosen[] = [];
    for (const event of batch.events) {
      const { time } = event;
      if (time < this.#since || time > this.#until) {
        tally.outside += 1;
        continue;
      }
      // A record without a time has the time at which it was read: that says nothing about how far the log goes.
      if (time !== event.receivedAt) {
        if (tally.firstEvent === undefined || time < tally.firstEvent) tally.firstEvent = time;
        if (tally.lastEvent === undefined || time > tally.lastEvent) tally.lastEvent = time;
        if (watermarks.see(event)) tally.late += 1;
      }
      // What the reading thread kept is what nobody wants.
      const wanting = event instanceof PassedEvent ? NOBODY : this.#interest.wanting(event);
      const { mutates } = event;
      if (mutates) countMutation(tally, event);
      if (wanting.length > 0)
        chosen.push({ id: event.id, wanted: { event, wanting, complete: watermarks.complete() } });
      else if (mutates) chosen.push({ id: event.id, wanted: undefined });
    }
    return chosen;
  }
}
