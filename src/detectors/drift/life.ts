import type { FindingChange, QuietResolution, Resolution, TimelineEntry } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { begun, resolved, told, withLines } from "./episode.ts";
import type { Episode, Entry } from "./episode.ts";
import { samePart } from "./differences.ts";
import { linesOf, tagPath } from "./lines.ts";
import type { Line } from "./lines.ts";
import { WHOLE, applied, asList, present, withoutUpdate } from "./registers.ts";
import type { Register, Registers } from "./registers.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { container } from "./paths.ts";
import { isSensitive, rowOf, stateValue } from "./state-values.ts";
import { sameValue } from "./values/canonical.ts";

/** `delivery.md` 1.2: opening again this soon continues the episode. */
const REOPEN_WINDOW = 5 * 60_000;

/** All that is known of one target beside the state. */
export type Life = {
  registers: Registers;
  /** Number of the last episode; 0 = none yet. */
  episode: number;
  open?: Episode;
  /** Ended since the base, and the last one before it, in case it opens again. */
  ended: Episode[];
  quiet: { [resolution in QuietResolution]?: Episode };
};

export const UNBORN: Life = { registers: {}, episode: 0, ended: [], quiet: {} };

/** The life after one more act. Pure; acts come in time order, a late one finds its own place. */
export function lived(life: Life, act: Act, context: Context): Life {
  const { what } = act;
  if (act.refused !== undefined) return quietly(life, "failed", act, { what: "attempted", note: act.refused });
  if (act.parentDeleted) return orphaned(life, act);
  if (what === "cancelled") return cancelled(life, act, context);
  const registers = born(applied(life.registers, act, context.target.ref.type), life, act, context);
  if (isPending(act, registers, context)) return act.own ? waiting(life, act) : life;
  const lines = linesOf(registers, context);
  const entry = { what, changes: moves(life.registers, registers, act, context), note: act.effect };
  const next = { ...life, registers };
  return life.open ? goneOn(next, life.open, lines, act, entry, context) : begin(next, lines, act, entry, context);
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

function setBy(line: Line, registers: Registers, act: Act): boolean {
  const untagged = line.path.replace(/^tags_all\b/, "tags");
  return Object.entries(registers).some(
    ([path, register]) =>
      register.event === act.event && (path === line.path || path === untagged || line.path.startsWith(path)),
  );
}

/** A creation after a deletion that is still open makes the object a replaced one. */
function born(registers: Registers, life: Life, act: Act, context: Context): Registers {
  const wasDeleted = life.open?.lines.some(
    ({ path, verdict }) => path === WHOLE && (verdict === "deleted" || verdict === "replaced"),
  );
  if (act.what !== "created" || !wasDeleted) return registers;
  const whole = { ...registers[WHOLE]!, note: "replaced" };
  return { ...unsent(context.target.ref.type, registers, whole), ...registers, [WHOLE]: whole };
}

/** What a creation leaves out has the service's default, where that is known. */
function unsent(type: string, registers: Registers, whole: Register): Registers {
  const rows = (aliasTables.get(type)?.attributes ?? []).filter((row) => {
    const isSettable = Object.keys(row.request ?? {}).some((operation) => operation.startsWith("Create"));
    const isChosen = row.computed || row.absence !== undefined || (row.optionalComputed && row.default === undefined);
    return isSettable && !isChosen && row.kind !== "argument" && row.kind !== "presence";
  });
  const missing = rows.filter((row) => !Object.keys(registers).some((path) => container(path) === row.path));
  return Object.fromEntries(
    missing.map(({ path, kind, default: value = null }) => [
      path,
      { ...whole, note: undefined, kind, value: { set: value } },
    ]),
  );
}

function begin(life: Life, lines: Line[], act: Act, entry: Entry, context: Context): Life {
  const isOpen = lines.some((line) => line.open);
  if (!isOpen) return quietly(life, ...outcome(life.registers, lines, act, context, entry));
  const last = life.ended.at(-1);
  const goesOn = last?.resolvedAt !== undefined && act.time - last.resolvedAt <= REOPEN_WINDOW;
  const episode = goesOn ? { ...last, resolution: undefined, resolvedAt: undefined } : begun(life.episode + 1, act);
  const open = withArguments(
    withLines(told({ ...episode, actor: act.actor }, act, entry), lines, "reverted", context, act),
    act,
    context,
  );
  return { ...life, open, episode: episode.number, ended: goesOn ? life.ended.slice(0, -1) : life.ended };
}

function goneOn(life: Life, open: Episode, lines: Line[], act: Act, entry: Entry, context: Context): Life {
  if (!changedAnything(open, lines, entry))
    return quietly(life, ...outcome(life.registers, lines, act, context, entry));
  const isOver = !lines.some((line) => line.open);
  const isWorse = lines.some((line) => line.open && setBy(line, life.registers, act));
  const actor = isWorse ? act.actor : open.actor;
  if (!isOver)
    return {
      ...life,
      open: withArguments(
        withLines(told({ ...open, actor }, act, entry), lines, "reverted", context, act),
        act,
        context,
      ),
    };
  const wasUnmanaged = open.lines.some(({ verdict, path }) => path === WHOLE && verdict === "unmanaged");
  const resolution: Resolution = wasUnmanaged && act.what === "deleted" ? "subject-deleted" : "reverted";
  const what = resolution === "reverted" ? ("reverted" as const) : ("deleted" as const);
  const end = resolved(
    withLines(told({ ...open, actor }, act, { ...entry, what }), lines, "reverted", context),
    act.time,
    resolution,
  );
  return { ...life, open: undefined, ended: [...life.ended, end] };
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

/** The quiet word for an act that leaves nothing open. */
function outcome(
  registers: Registers,
  lines: readonly Line[],
  act: Act,
  context: Context,
  entry: Entry,
): [QuietResolution, Act, Entry, Line[]] {
  const own = lines.filter((line) => setBy(line, registers, act));
  if (own.some(({ verdict }) => verdict === "ignored")) return ["ignored", act, { ...entry, what: "noted" }, own];
  if (act.own)
    return [
      "converged",
      act,
      { ...entry, what: "noted", note: "the state holds what this apply set" },
      agreed(act, context, "converged"),
    ];
  const note =
    act.what === "deleted" && !context.resource
      ? "in no state"
      : "nothing changed: the state and the live object hold these values already";
  return ["no-op", act, { what: "noted", note }, agreed(act, context, undefined)];
}

/** The act's own paths as lines that differ in nothing. */
function agreed(act: Act, { target, resource }: Context, verdict: "converged" | undefined): Line[] {
  return act.attributes.flatMap(({ path, value: sent }) => {
    if (!resource || !("set" in sent)) return [];
    const before = stateValue(resource, path, rowOf(target.ref.type, path));
    const line = {
      path,
      ...(before === undefined ? {} : { before, after: before }),
      open: false,
      severity: "info" as const,
    };
    return [{ ...line, verdict: verdict ?? "converged" }];
  });
}

/** Collects an act under its quiet word, and leaves a note in the open finding. */
function quietly(life: Life, resolution: QuietResolution, act: Act, entry: Entry, lines: readonly Line[] = []): Life {
  const before = life.quiet[resolution] ?? { ...begun(1, act), resolution, resolvedAt: act.time };
  const named = { ...entry, note: entry.note ?? lines.find(({ reason }) => reason !== undefined)?.reason };
  const episode = {
    ...told(before, act, named),
    lines: merged(before.lines, lines),
    actor: act.actor,
    resolvedAt: Math.max(before.last, act.time),
  };
  const open = life.open && told(life.open, act, named);
  return { ...life, open, quiet: { ...life.quiet, [resolution]: { ...episode, severity: "info" } } };
}

function merged(held: readonly Line[], more: readonly Line[]): Line[] {
  const paths = new Set(more.map(({ path }) => path));
  return [...held.filter(({ path }) => !paths.has(path)), ...more];
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

/** What an act moved: from the last known live value, else the state's. */
function moves(before: Registers, after: Registers, act: Act, context: Context): NonNullable<TimelineEntry["changes"]> {
  return act.attributes.flatMap(({ path, kind }) => {
    if (after[path]?.event !== act.event) return [];
    const resource = context.resource;
    const shown = resource ? tagPath(path, resource) : path;
    const row = rowOf(context.target.ref.type, shown);
    const held = resource && stateValue(resource, shown, row);
    const sensitive = resource !== undefined && isSensitive(resource, shown);
    const [from, to] = [liveValue(before[path], held, sensitive), liveValue(after[path], held, sensitive)];
    if (to !== undefined && samePart(shown, kind, row, from, to)) return [];
    return [{ path: shown, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

function liveValue(register: Register | undefined, held: Json | undefined, sensitive: boolean): Json | undefined {
  const known = present(register, held, sensitive);
  return register && "add" in register.value ? asList(known) : known;
}

/** What the call carried beside the resource, where it is not what the state says. */
function withArguments(episode: Episode, act: Act, { resource }: Context): Episode {
  const added = act.arguments.flatMap(({ path, value: after }): FindingChange[] => {
    const before = resource && stateValue(resource, path, undefined);
    return sameValue(before, after, "scalar")
      ? []
      : [{ path, ...(before === undefined || before === null ? {} : { before }), after }];
  });
  const paths = new Set(added.map(({ path }) => path));
  return { ...episode, arguments: [...episode.arguments.filter(({ path }) => !paths.has(path)), ...added] };
}
