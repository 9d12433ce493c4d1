import { partitionOf } from "../../lib/arn.ts";
import { isoTime } from "../../lib/time.ts";
import type { Finding, FindingChange, UndoStep } from "../../model/finding.ts";
import { findingId, fingerprint } from "../../model/identity.ts";
import { complianceOf } from "../../tables/controls.ts";
import type { Context } from "./context.ts";
import type { Episode } from "./episode.ts";
import type { Life } from "./life.ts";
import { worstOf } from "./line.ts";
import type { Line } from "./line.ts";
import { shortName } from "./paths.ts";
import { findingCluster, kindOf } from "../subject.ts";
import { shownValue } from "./state-values.ts";
import { undo } from "./undo/index.ts";

/** The ids of findings that an earlier look at a life had and this one has no more; frozen ones are history. */
export function vanishedIds(life: Life, before: Life, frozen: number, context: Context): string[] {
  const kept = new Set(episodesOf(life).map(nameOf));
  const gone = episodesOf(before).filter((episode) => !kept.has(nameOf(episode)));
  return gone
    .filter((episode) => isQuiet(episode) || episode.number > frozen)
    .map((episode) => findingId(printOf(episode, context), episode.number));
}

function nameOf(episode: Episode): string {
  return `${isQuiet(episode) ? episode.resolution : ""}#${episode.number}`;
}

/** The findings of a life whose episodes differ from an earlier look at it. */
export function changedFindings(life: Life, before: Life | undefined, context: Context): Finding[] {
  const known = new Set<Episode>(before ? episodesOf(before) : []);
  return episodesOf(life)
    .filter((episode) => !known.has(episode))
    .map((episode) => finding(episode, context));
}

function episodesOf(life: Life): Episode[] {
  return [...life.ended, ...(life.open ? [life.open] : []), ...Object.values(life.quiet)];
}

const QUIET = new Set(["failed", "own-apply", "no-op", "converged", "ignored"]);

function isQuiet(episode: Episode): boolean {
  return episode.resolution !== undefined && QUIET.has(episode.resolution);
}

function printOf(episode: Episode, { target }: Context): string {
  const { ref, cluster, key } = target;
  const region = ref.region ?? cluster.region ?? "";
  return fingerprint({
    rule: `drift/${ref.type}`,
    partition: ref.partition ?? cluster.partition ?? partitionOf(region),
    account: ref.account ?? cluster.account ?? "",
    region,
    cluster: cluster.name,
    kind: kindOf(ref.type),
    namespace: ref.object?.namespace,
    name: key,
    discriminator: isQuiet(episode) ? episode.resolution : "",
  });
}

function finding(episode: Episode, context: Context): Finding {
  const { target, resource, facts } = context;
  const { ref, cluster, key } = target;
  const status = isQuiet(episode) ? "quiet" : episode.resolution ? "resolved" : "open";
  const scope = { ...cluster, region: cluster.region ?? ref.region, account: cluster.account ?? ref.account };
  const print = printOf(episode, context);
  return {
    id: findingId(print, episode.number),
    fingerprint: print,
    revision: 1,
    kind: "drift",
    rule: `drift/${ref.type}`,
    title: `${resource?.address ?? `${ref.type} ${key}`}: ${headline(episode)}`,
    severity: episode.severity,
    status,
    resolution: episode.resolution ?? null,
    flags: status === "quiet" ? [] : ["unconfirmed"],
    first_seen: isoTime(episode.first),
    last_seen: isoTime(episode.last),
    resolved_at: episode.resolvedAt === undefined ? null : isoTime(episode.resolvedAt),
    count: episode.count,
    cluster: findingCluster(scope, facts),
    resource: {
      type: ref.type,
      address: resource?.address,
      id: key,
      state: resource?.state,
      code: resource?.code && `${resource.code.at.file}:${resource.code.at.line}`,
    },
    changes: episode.lines.map((line) => shown(line, episode)),
    actor: episode.actor,
    controls: episode.controls,
    compliance: complianceOf(episode.controls),
    evidence: episode.evidence,
    ...(episode.arguments.length > 0 ? { arguments: episode.arguments } : {}),
    timeline: episode.timeline,
    tags: ["eks", "drift"],
    runbook: episode.controls[0],
    related: [],
    // Written when the finding is: many a version is overtaken before anybody reads it.
    get undo() {
      return status === "open" ? undoOf(episode, context, this.cluster?.arn) : [];
    },
    due: null,
    unseen: episode.unseen,
  };
}

function undoOf(episode: Episode, { target, resource }: Context, cluster: string | undefined): UndoStep[] {
  const ref = { ...target.ref, region: target.ref.region ?? target.cluster.region, cluster: target.cluster.name };
  return undo({ target: ref, resource, changes: episode.lines, cluster });
}

function shown(line: Line, episode: Episode): FindingChange {
  const { path, before, after, verdict, reason } = line;
  return {
    path,
    ...(before === undefined ? {} : { before: shownValue(before) }),
    ...(after === undefined ? {} : { after: shownValue(after) }),
    ...(episode.resolution === "no-op" ? {} : { verdict }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const QUIET_TITLES: { [resolution: string]: string } = {
  failed: "call refused",
  "own-apply": "own apply, waiting for the state",
  "no-op": "a call that changes nothing",
  converged: "own apply, held by the state",
  ignored: "change that is ignored",
};

/** What a title says happened: the worst line in words, else the names of the changed attributes. */
function headline(episode: Episode): string {
  if (isQuiet(episode)) return QUIET_TITLES[episode.resolution!]!;
  const open = episode.lines.filter((line) => line.open);
  const worst = worstOf(open);
  if (worst?.phrase !== undefined) return worst.phrase;
  const named = (open.length > 0 ? open : episode.lines)
    .filter(({ path }) => path !== "")
    .map(({ path }) => shortName(path));
  if (named.length === 0) return "changed";
  const listed = named.length > 3 ? [...named.slice(0, 2), `${named.length - 2} more`] : named;
  return `${listed.join(", ")} changed`;
}
