import { eventOf, parcelOf } from "../../events/parcel.ts";
import type { Parcel } from "../../events/parcel.ts";
import type { Event } from "../../model/event.ts";
import type { Decoded } from "../../model/source.ts";
import type { Interested, InterestIndex } from "../../lib/interest.ts";
import { PassedEvent } from "./passed-event.ts";
import type { Head } from "./passed-event.ts";

/** A slab as it passes between threads: the events that somebody wants are whole, of the others what is counted. */
export interface PackedSlab extends Omit<Decoded, "events"> {
  /** Of every event the head it shares with others, or WHOLE. */
  heads: Uint32Array<ArrayBuffer>;
  table: Head[];
  /** In order: the whole events; times of the others; ids of those of them that change something. */
  whole: Parcel[];
  times: Float64Array<ArrayBuffer>;
  ids: string[];
  receivedAt: number;
  /** About how many bytes it takes. */
  weight: number;
}

export type Interests = InterestIndex<Interested>;

const WHOLE = 0xffffffff;
/** Bytes an event takes beside its text. */
const EVENT_WEIGHT = 16;
const WHOLE_WEIGHT = 512;

/** @param interests  of all detectors: what none of them wants is not handed on whole */
export function packed({ events, ...rest }: Decoded, interests: Interests): PackedSlab {
  const heads = new Uint32Array(events.length);
  const times = new Float64Array(events.length);
  const table = new HeadTable();
  const whole: Parcel[] = [];
  const ids: string[] = [];
  let weight = EVENT_WEIGHT * events.length + WHOLE_WEIGHT * (1 + rest.rejects.length + rest.notices.length);
  let passed = 0;
  for (const [at, event] of events.entries()) {
    if (interests.wanting(event).length > 0) {
      heads[at] = WHOLE;
      whole.push(parcelOf(event));
      weight += event.text.length + WHOLE_WEIGHT;
      continue;
    }
    heads[at] = table.indexOf(event);
    times[passed++] = event.time;
    if (event.mutates) {
      ids.push(event.id);
      weight += event.id.length;
    }
  }
  const receivedAt = events[0]?.receivedAt ?? 0;
  return { ...rest, heads, table: table.heads, whole, times: times.slice(0, passed), ids, receivedAt, weight };
}

/** The slab as the pipeline takes it. */
export function unpacked(slab: PackedSlab): Decoded {
  const { heads, table, whole, times, ids, receivedAt } = slab;
  const events: Event[] = [];
  let wanted = 0;
  let passed = 0;
  let changes = 0;
  for (const index of heads) {
    if (index === WHOLE) {
      events.push(eventOf(whole[wanted++]!));
      continue;
    }
    const head = table[index]!;
    events.push(new PassedEvent(head, times[passed++]!, receivedAt, head.mutates ? ids[changes++]! : ""));
  }
  const { rejects, counts, notices, bytes } = slab;
  return { events, rejects, counts, notices, bytes };
}

/** The heads of a slab, each once. */
class HeadTable {
  readonly heads: Head[] = [];
  readonly #places = new Map<string, number>();
  /** Neighbours mostly share theirs. */
  #last: { head: Head; place: number } | undefined;

  indexOf(event: Event): number {
    const { kind, account, region, mutates } = event;
    const last = this.#last;
    const isLast =
      last && !mutates && last.head.region === region && last.head.account === account && last.head.kind === kind;
    if (isLast) return last.place;
    const head = { kind, account, region, mutates, ...(mutates ? changing(event) : READ) };
    const place = this.#placeOf(head);
    if (!mutates) this.#last = { head, place };
    return place;
  }

  #placeOf(head: Head): number {
    const { kind, account, region, mutates, service, action, cluster } = head;
    const name = `${kind}\n${account}\n${region}\n${mutates}\n${service}\n${action}\n${cluster}`;
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.heads.push(head) - 1;
      this.#places.set(name, place);
    }
    return place;
  }
}

const READ = { service: undefined, action: "", cluster: undefined };
const EKS = "eks.amazonaws.com";

/** The cluster costs reading the record, and is asked of calls to EKS only. */
function changing(event: Event) {
  const { service, action } = event;
  return { service, action, cluster: service === EKS ? event.cluster : undefined };
}
