import type { Interest } from "../model/detector.ts";
import { EVENT_KINDS } from "../model/event.ts";
import type { Event } from "../model/event.ts";

/** Names of operations are remembered up to this number; a hostile input could invent more. */
const REMEMBERED = 20_000;
const ANY = "*";

/** Whoever says what it wants to meet; any of the interests will do. */
export interface Interested {
  interest: Interest | readonly Interest[];
}

/** Who wants the events of one kind, service, action and resource. */
interface Answer<D> {
  readers: Wanting<D>;
  /** Of events that change something. */
  all: Wanting<D>;
}

/** Whom an event concerns; those with needles only where its text holds one. */
interface Wanting<D> {
  everybody: readonly D[];
  withoutNeedles: readonly D[];
  needles: RegExp | undefined;
}

interface Wish<D> {
  who: D;
  place: number;
  interest: Interest;
}

/**
 * Who of many wants an event, found without asking each of them. An event of a record that was cut off concerns all that
 * want its kind: what is missing could be what they look for.
 */
export class InterestIndex<D extends Interested> {
  readonly #wishes = new Map<string, Wish<D>[]>();
  readonly #asksResource = new Set<string>();
  readonly #answers = new Map<string, Map<string, Map<string, Map<string, Answer<D>>>>>();
  readonly #whole = new Map<string, Answer<D>>();
  #remembered = 0;

  constructor(interested: readonly D[]) {
    for (const [place, who] of interested.entries()) {
      for (const interest of interestsOf(who)) this.#enter({ who, place, interest });
    }
  }

  /** In the order they were given. */
  wanting(event: Event): readonly D[] {
    const answer = event.partial ? this.#ofKind(event.kind) : this.#answer(event);
    if (answer.all.everybody.length === 0) return answer.all.everybody;
    const { everybody, withoutNeedles, needles } = event.mutates ? answer.all : answer.readers;
    if (!needles || event.partial) return everybody;
    return needles.test(event.text) ? everybody : withoutNeedles;
  }

  #enter(wish: Wish<D>): void {
    for (const kind of wish.interest.kinds ?? EVENT_KINDS) {
      const wishes = this.#wishes.get(kind);
      if (wishes) wishes.push(wish);
      else this.#wishes.set(kind, [wish]);
      if (wish.interest.resources || wish.interest.exceptResources) this.#asksResource.add(kind);
    }
  }

  #answer(event: Event): Answer<D> {
    const { kind, service = "", action } = event;
    const resource = this.#asksResource.has(kind) ? (event.resourceType ?? "") : "";
    const known = this.#answers.get(kind)?.get(service)?.get(action)?.get(resource);
    if (known) return known;
    const wishes = this.#wishes.get(kind) ?? [];
    const answer = answerOf(wishes.filter(({ interest }) => mayFit(interest, service, action, resource)));
    if (this.#remembered < REMEMBERED) {
      this.#remembered += 1;
      within(within(within(this.#answers, kind), service), action).set(resource, answer);
    }
    return answer;
  }

  #ofKind(kind: string): Answer<D> {
    let answer = this.#whole.get(kind);
    if (!answer) this.#whole.set(kind, (answer = answerOf(this.#wishes.get(kind) ?? [])));
    return answer;
  }
}

/** The interests of one who says what it wants. */
export function interestsOf({ interest }: Interested): readonly Interest[] {
  return Array.isArray(interest) ? (interest as readonly Interest[]) : [interest as Interest];
}

/** Whether an event is of the kind, operation and resource that an interest names; its needles are not looked at. */
export function isOfInterest(interest: Interest, event: Event): boolean {
  const { kind, service = "", action, resourceType = "" } = event;
  return (!interest.kinds || interest.kinds.includes(kind)) && mayFit(interest, service, action, resourceType);
}

/** Falco reads texts up to their first NUL, other languages to the end: what holds one may be anything. */
function mayFit(interest: Interest, service: string, action: string, resource: string): boolean {
  return fits(interest, service, action, resource) || [service, action, resource].some((text) => text.includes("\0"));
}

function fits(
  { actions, resources, exceptResources }: Interest,
  service: string,
  action: string,
  resource: string,
): boolean {
  if (resources && !resources.some((one) => isResource(one, resource))) return false;
  if (exceptResources?.some((one) => isResource(one, resource))) return false;
  return !actions || actions.some((one) => isAction(one, service, action));
}

/** `pods` is also `pods/exec`; of any resource a subresource is named with `*`. */
function isResource(wanted: string, resource: string): boolean {
  if (wanted === resource || resource.startsWith(`${wanted}/`)) return true;
  return wanted.startsWith("*/") && resource.endsWith(wanted.slice(1));
}

/** `service/Operation`, either of them `*`, or a verb. A record may name an operation and no service. */
function isAction(wanted: string, service: string, action: string): boolean {
  const slash = wanted.indexOf("/");
  if (slash === -1) return wanted === action;
  const [host, operation] = [wanted.slice(0, slash), wanted.slice(slash + 1)];
  return (host === ANY || host === service) && (operation === ANY || operation === action);
}

function answerOf<D>(wishes: readonly Wish<D>[]): Answer<D> {
  return { all: wantingOf(wishes), readers: wantingOf(wishes.filter(({ interest }) => !interest.changesOnly)) };
}

function wantingOf<D>(wishes: readonly Wish<D>[]): Wanting<D> {
  const open = wishes.filter(({ interest }) => interest.needles === undefined);
  const needles = new Set(wishes.flatMap(({ interest }) => interest.needles ?? []));
  return { everybody: inOrder(wishes), withoutNeedles: inOrder(open), needles: anyOf(needles) };
}

function inOrder<D>(wishes: readonly Wish<D>[]): D[] {
  const byPlace = new Map(wishes.map(({ place, who }) => [place, who]));
  return [...byPlace].toSorted(([a], [b]) => a - b).map(([, who]) => who);
}

/** JSON may write any character as an escape: a text with one of those might hold anything. */
const ESCAPES = ["\\\\u", "\\\\/"];

function anyOf(needles: ReadonlySet<string>): RegExp | undefined {
  if (needles.size === 0) return undefined;
  const literals = [...needles].map((needle) => needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp([...literals, ...ESCAPES].join("|"));
}

function within<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key);
  if (!inner) map.set(key, (inner = new Map()));
  return inner;
}
