import type { ClusterRef } from "../../model/cluster.ts";
import type { Event } from "../../model/event.ts";
import type { Batch, Counts } from "../../model/source.ts";

/** What a run met, in numbers. Times are epoch ms of event time. */
export interface Tally {
  counts: Counts;
  /** Of all kinds. */
  events: number;
  bytes: number;
  /** Files, or whatever records came in; those read to their end. */
  units: number;
  mutating: number;
  /** Calls whose meaning is not judged yet, by operation. */
  pending: Map<string, number>;
  /** Events that came later than `time.lateness` allows; they are judged all the same. */
  late: number;
  /** Events before `since` or after `until`. */
  outside: number;
  /** Batches that an earlier run on the same store had committed. */
  replayed: number;
  firstEvent?: number;
  lastEvent?: number;
  /** Clusters that a mutating EKS call named, by account, region and name. */
  clusters: Map<string, ClusterRef>;
}

export function emptyTally(): Tally {
  return {
    counts: { events: {}, partials: 0, pointers: 0, controls: 0, skips: {}, duplicates: 0, rejects: 0 },
    events: 0,
    bytes: 0,
    units: 0,
    mutating: 0,
    pending: new Map(),
    late: 0,
    outside: 0,
    replayed: 0,
    clusters: new Map(),
  };
}

/** Adds the numbers that a batch brings with it. */
export function countBatch(tally: Tally, { counts, bytes, unitsRead = 0 }: Batch): void {
  const sum = tally.counts;
  tally.bytes += bytes;
  tally.units += unitsRead;
  for (const [kind, count] of Object.entries(counts.events)) {
    tally.events += count;
    sum.events[kind as keyof Counts["events"]] = (sum.events[kind as keyof Counts["events"]] ?? 0) + count;
  }
  for (const [reason, count] of Object.entries(counts.skips)) {
    sum.skips[reason] = (Object.hasOwn(sum.skips, reason) ? sum.skips[reason]! : 0) + count;
  }
  for (const each of ["partials", "pointers", "controls", "duplicates", "rejects"] as const) sum[each] += counts[each];
}

/** EKS writes Kubernetes objects for other AWS services; such calls are changes inside a cluster. */
const INSIDE_CLUSTER = /^(create|update|delete|patch)KubernetesObject$/i;
const EKS = "eks.amazonaws.com";

/** Adds an event that changes something. */
export function countMutation(tally: Tally, event: Event): void {
  tally.mutating += 1;
  if (event.service !== EKS) return;
  const { action, cluster: name, account, region } = event;
  if (INSIDE_CLUSTER.test(action)) {
    // Where the record does not name the object, nobody can judge what became of it.
    if (!event.targets?.length) tally.pending.set(action, (tally.pending.get(action) ?? 0) + 1);
    return;
  }
  if (name === undefined || name === "") return;
  const cluster = `${account ?? ""}/${region ?? ""}/${name}`;
  if (tally.clusters.has(cluster) || tally.clusters.size >= MOST_CLUSTERS) return;
  tally.clusters.set(cluster, {
    name,
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  });
}

/** More than anybody has; what an input makes up must not fill the memory. */
const MOST_CLUSTERS = 10_000;
