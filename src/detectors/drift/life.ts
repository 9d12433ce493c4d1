import type { QuietResolution, Resolution, TimelineEntry } from "../../model/finding.ts";
import { isBefore } from "./act.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { begun, resolved, told, withLines } from "./episode.ts";
import type { Entry } from "../history.ts";
import type { Episode } from "./episode.ts";
import { inherited } from "./inherited.ts";
import { linesOf } from "./lines.ts";
import type { Line } from "./line.ts";
import { isHelmsOwn } from "./objects/release.ts";
import { fitted } from "./objects/whole.ts";
import { moves, withArguments } from "./moves.ts";
import { outcome, quietly, setBy } from "./quiet.ts";
import { born } from "./rebirth.ts";
import { WHOLE, applied, withoutUpdate } from "./registers.ts";
import type { Registers } from "./registers.ts";

/** Opening again this soon continues the episode. */
const REOPEN_WINDOW = 5 * 60_000;

/** All that is known of one target beside the state. */
export type Life = {
  registers: Registers;
  /** The last act that told the whole object. */
  whole?: { time: number; event: string };
  /** Number of the last episode; 0 = none yet. */
  episode: number;
  open?: Episode;
  /** Ended since the base, and the last one before it, in case it opens again. */
  ended: Episode[];
  quiet: { [resolution in QuietResolution]?: Episode };
};

export const UNBORN: Life = { registers: {}, episode: 0, ended: [], quiet: {} };

/** The life after one more act. Pure; acts come in time order, a late one finds its own place. */
export function lived(life: Life, given: Act, context: Context): Life {
  const act = fitted(given, life, context);
  const { what } = act;
  const isInside = context.target.ref.object !== undefined;
  // A controller that is refused tries again, and nobody needs to know.
  if (isInside && act.refused !== undefined && act.automation) return life;
  if (isInside && isHelmsOwn(act, life.registers, context)) return life;
  if (act.refused !== undefined) return quietly(life, "failed", act, { what: "attempted", note: act.refused });
  if (act.parentDeleted) return orphaned(life, act);
  if (what === "cancelled") return cancelled(life, act, context);
  if (act.superseded) return quietly(life, "converged", act, { what: "noted", note: "a later apply set it again" });
  const moved = inherited(applied(life.registers, act, context.target.ref.type), life, act);
  const registers = born(moved, life, act, context);
  if (isPending(act, registers, context)) return act.own ? waiting(life, act) : life;
  const lines = linesOf(registers, context);
  const entry = { what, changes: moves(life.registers, registers, act, context), note: act.effect };
  const next = { ...life, registers, ...wholeOf(life, act) };
  if (isInside && !act.own && isUneventful(life, lines, entry)) return next;
  return life.open ? goneOn(next, life.open, lines, act, entry, context) : begin(next, lines, act, entry, context);
}

function wholeOf({ whole }: Life, { complete, time, event }: Act): Pick<Life, "whole"> {
  if (!complete || (whole && isBefore({ time, event }, whole))) return {};
  return { whole: { time, event } };
}

/** Clusters are full of writes that change nothing: an apply is several patches, a controller says the same again. */
function isUneventful({ open }: Life, lines: readonly Line[], { changes = [] }: Entry): boolean {
  return changes.length === 0 && openText(open?.lines ?? []) === openText(lines);
}

function waiting(life: Life, act: Act): Life {
  return quietly(life, "own-apply", act, { what: "noted", note: "waiting for the state to move" });
}

/** What waits for the state: an own apply whose values no state holds, and an object that no state holds. */
export function isPending(act: Act, registers: Registers, context: Context): boolean {
  if (act.settled || context.facts.final || act.refused !== undefined) return false;
  if (!context.resource) return act.what !== "deleted";
  return act.own && linesOf(registers, context).some((line) => line.open && setBy(line, registers, act));
}

function begin(life: Life, lines: Line[], act: Act, entry: Entry, context: Context): Life {
  const isOpen = lines.some((line) => line.open);
  if (!isOpen) return quietly(life, ...outcome(life.registers, lines, act, context, entry));
  const last = life.ended.at(-1);
  const goesOn = last?.resolvedAt !== undefined && act.time - last.resolvedAt <= REOPEN_WINDOW;
  const episode = goesOn ? { ...last, resolution: undefined, resolvedAt: undefined } : begun(life.episode + 1, act);
  const open = grown(episode, lines, act, entry, context);
  return { ...life, open, episode: episode.number, ended: goesOn ? life.ended.slice(0, -1) : life.ended };
}

function goneOn(life: Life, open: Episode, lines: Line[], act: Act, entry: Entry, context: Context): Life {
  if (!changedAnything(open, lines, entry)) {
    const refreshed = { ...life, open: withLines(open, lines, "reverted", context) };
    return quietly(refreshed, ...outcome(life.registers, lines, act, context, entry));
  }
  const isOver = !lines.some((line) => line.open);
  if (!isOver) return { ...life, open: grown(open, lines, act, entry, context) };
  const wasUnmanaged = open.lines.some(({ verdict, path }) => path === WHOLE && verdict === "unmanaged");
  const resolution: Resolution = wasUnmanaged && act.what === "deleted" ? "subject-deleted" : "reverted";
  const what = resolution === "reverted" ? ("reverted" as const) : ("deleted" as const);
  const story = withLines(told(open, act, { ...entry, what }), lines, "reverted", context);
  return { ...life, open: undefined, ended: [...life.ended, resolved(story, act.time, resolution)] };
}

function grown(episode: Episode, lines: Line[], act: Act, entry: Entry, context: Context): Episode {
  return withArguments(withLines(told(episode, act, entry), lines, "reverted", context, act), act, context);
}

/** An act belongs into the open finding when it moves an open line, opens one or closes one. */
function changedAnything(open: Episode, lines: readonly Line[], entry: Entry): boolean {
  return (
    openText(open.lines) !== openText(lines) ||
    (entry.changes?.some(({ path }) => lines.some((line) => line.open && line.path === path)) ?? false)
  );
}

function openText(lines: readonly Line[]): string {
  return JSON.stringify(lines.filter((line) => line.open).map(({ path, after, verdict }) => [path, after, verdict]));
}

function orphaned(life: Life, act: Act): Life {
  if (!life.open) return life;
  const end = resolved(
    told(life.open, act, { what: "deleted", note: "went with its cluster" }),
    act.time,
    "subject-deleted",
  );
  return { ...life, registers: {}, open: undefined, ended: [...life.ended, end] };
}

function cancelled(life: Life, act: Act, context: Context): Life {
  const registers = act.updateId === undefined ? life.registers : withoutUpdate(life.registers, act.updateId);
  const next = { ...life, registers };
  if (!life.open)
    return quietly(next, "no-op", act, { what: "noted", note: "cancels an update that is not on record" });
  const lines = linesOf(registers, context);
  const story = withLines(
    told(life.open, act, { what: "reverted", note: "the update was cancelled" }),
    lines,
    "reverted",
    context,
  );
  if (lines.some((line) => line.open)) return { ...next, open: story };
  return { ...next, open: undefined, ended: [...life.ended, resolved(story, act.time, "not-applied")] };
}

/** The state has moved: what it now holds is codified, and with the last such line the finding. */
export function codified(life: Life, context: Context): Life {
  if (!life.open) return life;
  const lines = linesOf(life.registers, context);
  const story = withLines(life.open, lines, "codified", context);
  if (lines.some((line) => line.open)) return { ...life, open: story };
  const entry: TimelineEntry = { time: new Date(context.now).toISOString(), what: "codified" };
  const end = resolved({ ...story, timeline: [...story.timeline, entry] }, context.now, "codified");
  return { ...life, open: undefined, ended: [...life.ended, end] };
}
