import type { Facts } from "../../model/facts.ts";
import { isBefore } from "./act.ts";
import type { Act } from "./act.ts";
import { contextOf } from "./context.ts";
import type { Context } from "./context.ts";
import { UNBORN, codified, isPending, lived } from "./life.ts";
import type { Life } from "./life.ts";
import { applied } from "./registers.ts";
import { isSuperseded } from "./superseded.ts";
import type { Target } from "./targets/target.ts";

/** More acts than this on one object wait for nothing: the oldest are judged, and late ones find their place by path. */
const RECENT_KEPT = 64;

/** One target's past (`base`), what may still be overtaken by a late event (`recent`), and both together (`current`). */
export type Watched = {
  target: Target;
  base: Life;
  recent: Act[];
  current: Life;
  /** Number of the last episode that nothing can change any more. */
  frozen: number;
  /** Events of `recent` that wait for the state to move. */
  waiting: string[];
};

export type DriftMemory = {
  /** Version of the Terraform facts that `current` was judged by. */
  facts: string;
  watched: { [key: string]: Watched };
};

export function unwatched(target: Target): Watched {
  return { target, base: UNBORN, recent: [], current: UNBORN, frozen: 0, waiting: [] };
}

/** Takes an act in at its place in time. */
export function witnessed(watched: Watched, act: Act, facts: Facts): Watched {
  if (watched.recent.some(({ event }) => event === act.event)) return watched;
  const context = contextOf(watched.target, facts, act.time);
  const last = watched.recent.at(-1);
  if (!last || isBefore(last, act)) {
    const current = lived(watched.current, act, context);
    return compacted(
      { ...watched, recent: [...watched.recent, act], current, waiting: waitingWith(watched, act, context) },
      context,
    );
  }
  const at = watched.recent.findIndex((other) => isBefore(act, other));
  return compacted(replayed({ ...watched, recent: watched.recent.toSpliced(at, 0, act) }, context), context);
}

/** Judges what waited, as far as its time is up or the input has ended. */
export function settled(watched: Watched, now: number, facts: Facts): Watched {
  const context = contextOf(watched.target, facts, now);
  const isUp = (act: Act) => facts.final || act.time + facts.time.settle <= now;
  const recent = watched.recent.map((act, at) =>
    watched.waiting.includes(act.event) && isUp(act) ? judged(act, watched.recent.slice(at + 1), context) : act,
  );
  return replayed({ ...watched, recent }, context);
}

/** New Terraform facts: what was judged stays judged, what waited is looked at again, what the state now holds is codified. */
export function refreshed(memory: DriftMemory, facts: Facts, now: number): DriftMemory {
  if (memory.facts === facts.terraform.version) return memory;
  const watched = Object.entries(memory.watched).map(([key, one]) => {
    const context = contextOf(one.target, facts, now);
    const { "own-apply": _, ...quiet } = one.current.quiet;
    const base = codified({ ...one.current, quiet }, context);
    const recent = one.recent.filter(({ event }) => one.waiting.includes(event));
    return [key, replayed({ ...one, base, recent }, context)] as const;
  });
  return { facts: facts.terraform.version, watched: Object.fromEntries(watched) };
}

function replayed(watched: Watched, context: Context): Watched {
  const waiting: string[] = [];
  let current = watched.base;
  for (const act of watched.recent) {
    if (isWaiting(current, act, context)) waiting.push(act.event);
    current = lived(current, act, context);
  }
  return { ...watched, current, waiting };
}

function waitingWith(watched: Watched, act: Act, context: Context): string[] {
  return isWaiting(watched.current, act, context) ? [...watched.waiting, act.event] : watched.waiting;
}

function isWaiting(life: Life, act: Act, context: Context): boolean {
  if (act.refused !== undefined || act.parentDeleted || act.what === "cancelled") return false;
  return isPending(act, applied(life.registers, act, context.target.ref.type), context);
}

/** Moves acts that nothing can overtake any more into the base. */
function compacted(watched: Watched, context: Context): Watched {
  const horizon = watched.recent.at(-1)!.time - context.facts.time.lateness;
  let { base, waiting } = watched;
  let done = 0;
  for (const act of watched.recent) {
    const isFull = watched.recent.length - done > RECENT_KEPT;
    if (!isFull && (act.time >= horizon || waiting.includes(act.event))) break;
    base = lived(base, isFull ? judged(act, watched.recent.slice(done + 1), context) : act, context);
    waiting = waiting.filter((event) => event !== act.event);
    done += 1;
  }
  if (done === 0) return watched;
  // The last ended episode may still open again; those before it are history.
  const frozen = base.ended.at(-2)?.number ?? watched.frozen;
  const alive = (life: Life): Life => ({ ...life, ended: life.ended.filter(({ number }) => number > frozen) });
  return {
    ...watched,
    base: alive(base),
    recent: watched.recent.slice(done),
    current: alive(watched.current),
    frozen,
    waiting,
  };
}

/** An act whose time to wait is over. */
function judged(act: Act, later: readonly Act[], context: Context): Act {
  return isSuperseded(act, later, context) ? { ...act, settled: true, superseded: true } : { ...act, settled: true };
}
