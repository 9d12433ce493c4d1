import type { FindingActor, FindingChange, QuietResolution, Resolution } from "../../model/finding.ts";
import { highest, raised } from "../../model/severity.ts";
import type { Severity } from "../../model/severity.ts";
import { continued } from "../history.ts";
import type { Entry, History } from "../history.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { ruled } from "./covers.ts";
import { worstOf } from "./line.ts";
import type { Line } from "./line.ts";

/** One finding in the making: from the first difference until everything is as the state says. Times in epoch ms. */
export type Episode = History & {
  number: number;
  severity: Severity;
  lines: Line[];
  arguments: FindingChange[];
  /** Who made the line that speaks for the finding. */
  actor: FindingActor;
  /** Who made each open line, by event. */
  actors: { [event: string]: FindingActor };
  controls: string[];
  resolution?: Resolution | QuietResolution;
  resolvedAt?: number;
};

/** An episode that begins with an act. */
export function begun(number: number, act: Act): Episode {
  return {
    number,
    first: act.time,
    last: act.time,
    count: 0,
    severity: "info",
    lines: [],
    arguments: [],
    actor: act.actor,
    actors: {},
    timeline: [],
    evidence: [],
    controls: [],
    unseen: [],
  };
}

/** The episode with one more event in it, in its place in time. */
export function told(episode: Episode, act: Act, entry: Entry): Episode {
  const { time, evidence, unseen } = act;
  return { ...episode, ...continued(episode, { time, by: act.actor.name, evidence, unseen }, entry) };
}

/** The episode with the lines as they are now; lines that were open and are no more stay, with the reason why. */
export function withLines(
  episode: Episode,
  lines: readonly Line[],
  closedAs: "reverted" | "codified",
  context: Context,
  act?: Act,
): Episode {
  const paths = new Set(lines.map(({ path }) => path));
  const gone = episode.lines.filter(({ path }) => !paths.has(path)).map((line) => closed(line, closedAs));
  const open = lines.filter((line) => line.open);
  const actors = actorsOf(open, act ? { ...episode.actors, [act.event]: act.actor } : episode.actors);
  const controls = new Set([...episode.controls, ...open.flatMap(({ control }) => control ?? [])]);
  return {
    ...episode,
    lines: [...lines, ...gone],
    severity: open.length === 0 ? episode.severity : highest(open.map((line) => stepped(line, context, actors)))!,
    actor: actors[worstOf(open)?.event ?? ""] ?? episode.actor,
    actors,
    controls: [...controls].toSorted(),
  };
}

/** The episode at its end. */
export function resolved(episode: Episode, at: number, resolution: Resolution): Episode {
  return { ...episode, resolution, resolvedAt: at };
}

function closed(line: Line, verdict: "reverted" | "codified"): Line {
  if (!line.open && line.verdict !== "ignored") return line;
  const { path, severity, control } = line;
  const now = verdict === "codified" ? line.after : line.before;
  return { path, ...(now === undefined ? {} : { before: now, after: now }), verdict, open: false, severity, control };
}

function actorsOf(open: readonly Line[], known: Episode["actors"]): Episode["actors"] {
  const events = new Set(open.map(({ event }) => event));
  return Object.fromEntries(Object.entries(known).filter(([event]) => events.has(event)));
}

/** One step more for a protected object's deletion and for the root user, where no rule of the user's speaks. */
function stepped(line: Line, { target, facts, resource }: Context, actors: Episode["actors"]): Severity {
  if (line.path !== "" && ruled(target.ref.type, line.path, facts) !== undefined) return line.severity;
  const isProtected = line.verdict === "deleted" && resource?.code?.preventDestroy === true;
  const afterDeletion = isProtected ? raised(line.severity) : line.severity;
  return actors[line.event ?? ""]?.type === "Root" ? raised(afterDeletion) : afterDeletion;
}
