import type { Event } from "../../model/event.ts";

/** An event as part of an attempt: of one request (its stages), or of one command (its requests). Time in epoch ms. */
export type Try = { request: string; command?: string; time: number };

/** kubectl falls back from a websocket to SPDY at once: what comes later is another command. */
const SAME_COMMAND_MS = 2000;
const KEPT = 40;

/** @returns the tries with one more, and by how many attempts that makes more (a late event may join two into one) */
export function withTry(tries: readonly Try[], event: Event): { tries: Try[]; more: number } {
  const { attempt } = event;
  if (!attempt) return { tries: [...tries], more: 1 };
  const { request, command } = attempt;
  const one: Try = { request, time: event.time, ...(command !== undefined && { command }) };
  const all = [...tries, one].toSorted((a, b) => a.time - b.time);
  return { tries: all.slice(-KEPT), more: attempts(all) - attempts(tries) };
}

/** How many attempts these are, a command counted from its first request. Tries are in order of time. */
function attempts(tries: readonly Try[]): number {
  const leader = tries.map((_, at) => at);
  const lead = (at: number): number => (leader[at] === at ? at : lead(leader[at]!));
  for (const [at, one] of tries.entries()) {
    const before = leader.slice(0, at).findLastIndex((_, other) => isSame(tries[lead(other)]!, one));
    if (before !== -1) leader[lead(at)] = lead(before);
    const stage = tries.slice(0, at).findIndex(({ request }) => request === one.request);
    if (stage !== -1) leader[lead(at)] = lead(stage);
  }
  return leader.filter((to, at) => to === at).length;
}

function isSame(a: Try, b: Try): boolean {
  return a.command !== undefined && a.command === b.command && Math.abs(a.time - b.time) <= SAME_COMMAND_MS;
}
