import { isoTime } from "../lib/time.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Counts, Notice } from "../model/source.ts";
import type { StateSummary, TerraformFacts } from "../model/terraform.ts";
import type { ScanRules } from "./scan-rules.ts";
import type { Tally } from "./pipeline/tally.ts";

/** What a run read and judged, as it is printed; times are ISO 8601 UTC with milliseconds. */
export interface Summary {
  /** Files, or standard input. */
  units: number;
  /** Bytes of the input as it lies. */
  bytes: number;
  counts: Counts;
  /** Calls that change something, of any service. */
  mutating: number;
  /** Calls that are counted but not judged yet, by operation. */
  pending: { [operation: string]: number };
  late: number;
  outside_period: number;
  /** Batches that an earlier run had committed to the same store. */
  replayed: number;
  first_event?: string;
  last_event?: string;
  /** Clusters that mutating EKS calls named: with a state that holds them, and without. */
  clusters: { judged: ClusterRef[]; not_judged: ClusterRef[] };
  states: readonly StateSummary[];
  /** Rules that ran, and those that did not load. */
  rules: { enabled: number; failed: number };
  duration_ms: number;
}

export function summaryOf(
  tally: Tally,
  terraform: TerraformFacts,
  { set, failed }: Pick<ScanRules, "set" | "failed">,
  durationMs: number,
): Summary {
  const clusters = [...tally.clusters.keys()].toSorted().map((key) => tally.clusters.get(key)!);
  return {
    units: tally.units,
    bytes: tally.bytes,
    counts: tally.counts,
    mutating: tally.mutating,
    pending: Object.fromEntries(tally.pending),
    late: tally.late,
    outside_period: tally.outside,
    replayed: tally.replayed,
    ...(tally.firstEvent !== undefined && { first_event: isoTime(tally.firstEvent) }),
    ...(tally.lastEvent !== undefined && { last_event: isoTime(tally.lastEvent) }),
    clusters: {
      judged: clusters.filter((cluster) => terraform.holds(cluster)),
      not_judged: clusters.filter((cluster) => !terraform.holds(cluster)),
    },
    states: terraform.states,
    rules: { enabled: set.rules.length, failed },
    duration_ms: Math.round(durationMs),
  };
}

/** What a reader of the findings has to know: each cluster whose drift was not judged, and work that was not new. */
export function summaryNotices({ clusters, states, replayed }: Summary): Notice[] {
  const why = states.length === 0 ? "no Terraform state was given" : "none of the states given holds it";
  return [
    ...clusters.not_judged.map(({ name, account, region }) => ({
      code: "drift-not-judged",
      text: `drift of cluster ${name} (${account ?? "account unknown"}, ${region ?? "region unknown"}) was not judged: ${why}`,
    })),
    ...(replayed > 0
      ? [
          {
            code: "replayed",
            text: `${replayed === 1 ? "1 part of the input was" : `${replayed} parts of the input were`} in this store already and not judged again`,
          },
        ]
      : []),
  ];
}
