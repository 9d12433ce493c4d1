import type { QuietResolution } from "../../model/finding.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { begun, told } from "./episode.ts";
import type { Entry } from "../history.ts";
import type { Life } from "./life.ts";
import type { Line } from "./line.ts";
import type { Registers } from "./registers.ts";
import { rowOf, stateValue } from "./state-values.ts";

/** The quiet word for an act that leaves nothing open. */
export function outcome(
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
      : "the state holds these values: nothing differs from it";
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
export function quietly(
  life: Life,
  resolution: QuietResolution,
  act: Act,
  entry: Entry,
  lines: readonly Line[] = [],
): Life {
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

/** Whether a line is what this act made of it. */
export function setBy(line: Line, registers: Registers, act: Act): boolean {
  const untagged = line.path.replace(/^tags_all\b/, "tags");
  return Object.entries(registers).some(
    ([path, register]) =>
      register.event === act.event && (path === line.path || path === untagged || line.path.startsWith(path)),
  );
}
