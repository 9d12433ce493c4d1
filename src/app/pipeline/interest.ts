import type { Detector } from "../../model/detector.ts";
import { EVENT_KINDS } from "../../model/event.ts";
import type { Event } from "../../model/event.ts";

/** Names of operations are remembered up to this number; a hostile input could invent more. */
const REMEMBERED = 20_000;

/** Whoever says what it wants to meet: a detector, or what stands for it in another thread. */
type Interested = Pick<Detector, "interest">;

interface Wishes<D> {
  any: Set<D>;
  /** `service/Operation`, or a verb. */
  actions: Map<string, Set<D>>;
  /** `service/*` */
  services: Map<string, Set<D>>;
}

/** Which detectors want an event, found without asking each of them. */
export class InterestIndex<D extends Interested = Detector> {
  readonly #nobody: readonly D[] = [];
  readonly #order: readonly D[];
  readonly #kinds = new Map<string, Wishes<D>>();
  readonly #answers = new Map<string, Map<string, Map<string, readonly D[]>>>();
  /** Whom of an answer reads concern as well. */
  readonly #ofReads = new Map<readonly D[], readonly D[]>();
  #remembered = 0;

  constructor(detectors: readonly D[]) {
    this.#order = detectors;
    for (const detector of detectors) {
      for (const kind of detector.interest.kinds ?? EVENT_KINDS) this.#enter(kind, detector);
    }
  }

  /** In the order the detectors were given. The same (empty) list for all that nobody wants. */
  wanting(event: Event): readonly D[] {
    const all = this.#anyway(event);
    return all.length === 0 || event.mutates ? all : this.#readers(all);
  }

  #readers(all: readonly D[]): readonly D[] {
    let readers = this.#ofReads.get(all);
    if (!readers) {
      const wanting = all.filter(({ interest }) => !interest.changesOnly);
      readers = wanting.length === 0 ? this.#nobody : wanting;
      if (this.#ofReads.size < REMEMBERED) this.#ofReads.set(all, readers);
    }
    return readers;
  }

  #anyway(event: Event): readonly D[] {
    const { kind, service = "", action } = event;
    const known = this.#answers.get(kind)?.get(service)?.get(action);
    if (known) return known;
    const wishes = this.#kinds.get(kind);
    if (!wishes) return this.#nobody;
    const answer = this.#ask(wishes, service, action);
    if (this.#remembered < REMEMBERED) this.#remember(kind, service, action, answer);
    return answer;
  }

  #enter(kind: string, detector: D): void {
    let wishes = this.#kinds.get(kind);
    if (!wishes) this.#kinds.set(kind, (wishes = { any: new Set(), actions: new Map(), services: new Map() }));
    const { actions } = detector.interest;
    if (!actions) wishes.any.add(detector);
    for (const action of actions ?? []) {
      if (action.endsWith("/*")) into(wishes.services, action.slice(0, -2), detector);
      else into(wishes.actions, action, detector);
    }
  }

  #ask(wishes: Wishes<D>, service: string, action: string): readonly D[] {
    const exact = wishes.actions.get(service === "" ? action : `${service}/${action}`);
    const whole = wishes.services.get(service);
    const wanting = this.#order.filter((each) => wishes.any.has(each) || exact?.has(each) || whole?.has(each));
    return wanting.length === 0 ? this.#nobody : wanting;
  }

  #remember(kind: string, service: string, action: string, answer: readonly D[]): void {
    let services = this.#answers.get(kind);
    if (!services) this.#answers.set(kind, (services = new Map()));
    let actions = services.get(service);
    if (!actions) services.set(service, (actions = new Map()));
    actions.set(action, answer);
    this.#remembered += 1;
  }
}

function into<D>(map: Map<string, Set<D>>, key: string, detector: D): void {
  const set = map.get(key);
  if (set) set.add(detector);
  else map.set(key, new Set([detector]));
}
