import { InterestIndex } from "../../lib/interest.ts";
import type { Interested } from "../../lib/interest.ts";
import { AppError } from "../../model/errors.ts";
import type { Event } from "../../model/event.ts";
import type { Source } from "../../model/source.ts";
import type { Gathering } from "../gathering.ts";
import { countBatch } from "../pipeline/tally.ts";
import type { Tally } from "../pipeline/tally.ts";
import { PassedEvent } from "../reading/passed-event.ts";
import type { ScanProgress } from "../scan.ts";

export interface ReadingOptions {
  interest: Interested;
  /** Epoch ms of event time, both ends included in whole seconds. */
  since?: number | undefined;
  until?: number | undefined;
  tally: Tally;
  gathering: Gathering;
  signal: AbortSignal;
  onProgress?: ((progress: ScanProgress) => void) | undefined;
}

/** The events of a batch that may have an answer in them, and how many others there were in the period. */
export interface Candidates {
  events: Event[];
  passedOver: number;
}

/** Reads a source to its end. @throws AppError "aborted" when the signal came */
export async function* candidates(source: Source, options: ReadingOptions): AsyncGenerator<Candidates> {
  const { tally, gathering, signal, onProgress } = options;
  const index = new InterestIndex([options.interest]);
  const isInPeriod = period(options);
  const total = onProgress && (await source.total?.());
  try {
    for await (const batch of source.read(undefined, signal)) {
      signal.throwIfAborted();
      await gathering.add(batch);
      countBatch(tally, batch);
      const inPeriod = batch.events.filter(isInPeriod);
      tally.outside += batch.events.length - inPeriod.length;
      const events = inPeriod.filter((event) => !(event instanceof PassedEvent) && index.wanting(event).length > 0);
      yield { events, passedOver: inPeriod.length - events.length };
      const { bytes, events: read, units } = tally;
      onProgress?.({ bytes, events: read, units, ...(total && { totalBytes: total.bytes, totalUnits: total.units }) });
    }
    signal.throwIfAborted();
  } catch (error) {
    throw signal.aborted ? new AppError("aborted", "stopped", { cause: error }) : error;
  }
}

const SECOND = 1000;

/** Source: StartQuery, CloudWatch Logs API: times are whole seconds, and the period is inclusive. */
function period({ since, until }: ReadingOptions): (event: Event) => boolean {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Math.floor(since / SECOND);
  const to = until === undefined ? Number.POSITIVE_INFINITY : Math.floor(until / SECOND);
  return ({ time }) => {
    const second = Math.floor(time / SECOND);
    return second >= from && second <= to;
  };
}
