import { partitionOf } from "../../lib/arn.ts";
import { isoTime } from "../../lib/time.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding } from "../../model/finding.ts";
import { findingId, fingerprint } from "../../model/identity.ts";
import { findingCluster } from "../subject.ts";
import type { Memory } from "./memory.ts";
import { adviceOf, titleOf, whyOf } from "./words.ts";

export const RULE = "k8s/audit-event-lost";

/** Characters of a URI that a title holds. */
const TITLE_URI = 160;

/** What happened and nobody else saw. It happened, so that it never resolves by itself. */
export function finding(memory: Memory, event: Event, facts: Facts): Finding {
  const { account, region, cluster } = event;
  const { user, uri, worst, count } = memory;
  const print = fingerprint({
    rule: RULE,
    partition: partitionOf(region ?? ""),
    account: account ?? "",
    region: region ?? "",
    cluster: cluster ?? "",
    kind: "Request",
    name: uri,
    discriminator: user ?? "",
  });
  return {
    id: findingId(print, 1),
    fingerprint: print,
    revision: 1,
    kind: "rule",
    rule: RULE,
    title: `request ${shortened(uri)}: ${titleOf(worst, worst.actor.name, count)}`,
    severity: "high",
    status: "open",
    resolution: null,
    flags: [],
    first_seen: isoTime(memory.first),
    last_seen: isoTime(memory.last),
    resolved_at: null,
    count,
    ...(cluster !== undefined && { cluster: findingCluster({ name: cluster, account, region }, facts) }),
    resource: { type: "request", id: uri },
    changes: [],
    actor: worst.actor,
    controls: [],
    compliance: {},
    evidence: memory.evidence,
    timeline: memory.timeline,
    output: whyOf(worst),
    tags: ["k8s", "audit"],
    related: [],
    undo: [{ kind: "note", text: adviceOf(uri, worst, worst.actor.name) }],
    due: null,
    // The request had them, and they are in no record.
    unseen: ["requestObject", "responseObject"],
  };
}

function shortened(uri: string): string {
  return uri.length > TITLE_URI ? `${uri.slice(0, TITLE_URI)}…` : uri;
}
