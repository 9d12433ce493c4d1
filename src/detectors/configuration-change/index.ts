import { z } from "zod";
import { isAmong } from "../../lib/arn.ts";
import { isoTime } from "../../lib/time.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import { component } from "../../model/component.ts";
import type { Detector, Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding, FindingActor, FindingChange } from "../../model/finding.ts";
import { findingId, fingerprint } from "../../model/identity.ts";
import type { Json } from "../../model/json.ts";
import { partitionOf } from "../../lib/arn.ts";
import { begun, continued } from "../history.ts";
import type { History } from "../history.ts";
import { evidenceOf, findingActor, findingCluster, kindOf, principalOf, refusalOf } from "../subject.ts";

const RULE = "eks/configuration-change";

/** Calls of one principal on one object, accepted and refused ones apart. */
type Memory = History & {
  actor: FindingActor;
  /** Path → last value sent, with the time of the call. */
  values: { [path: string]: { time: number; after?: Json } };
};

/** One object that one call speaks of. */
interface Call {
  key: string;
  change: ResourceChange;
  cluster: ClusterRef;
  principal: string;
  refusal: string | undefined;
}

/** Every accepted change of an EKS configuration, where no state tells what it should be. */
export const configurationChange = component({
  kind: "detector",
  type: RULE,
  summary: "Reports every mutating EKS call on clusters that no Terraform state holds.",
  options: z.strictObject({}),
  example: {},
  create: (): Detector<Memory> => ({
    id: RULE,
    revision: 1,
    interest: { kinds: ["aws_cloudtrail"], actions: ["eks.amazonaws.com/*"], changesOnly: true },
    keys: (event, facts) => calls(event, facts).map(({ key }) => key),
    fold,
  }),
});

function calls(event: Event, facts: Facts): Call[] {
  const refusal = refusalOf(event);
  const principal = principalOf(event.actor);
  return changesOf(event, facts).flatMap((change) => {
    const { target } = change;
    // What AWS services write into a cluster configures none.
    if (target.cluster === undefined || target.object) return [];
    const cluster: ClusterRef = {
      name: target.cluster,
      partition: target.partition,
      account: target.account,
      region: target.region,
    };
    if (facts.terraform.holds(cluster)) return [];
    const key = [
      target.partition,
      target.account,
      target.region,
      target.cluster,
      target.type,
      target.key,
      principal,
      refusal === undefined ? "" : "failed",
    ].join("|");
    return [{ key, change, cluster, principal, refusal }];
  });
}

function changesOf(event: Event, facts: Facts): readonly ResourceChange[] {
  if (event.outcome.ok) return event.changes(facts);
  return (event.targets ?? []).map((target) => ({ target, what: "changed", attributes: [], arguments: [] }));
}

function fold(memory: Memory | undefined, event: Event, key: string, facts: Facts): Step<Memory> {
  const call = calls(event, facts).find((one) => one.key === key);
  if (!call) return { memory, findings: [] };
  const next = told(memory ?? empty(event), event, call);
  return { memory: next, findings: [finding(next, call, facts)] };
}

function empty(event: Event): Memory {
  return {
    ...begun(event.time),
    actor: findingActor(event.actor),
    values: {},
  };
}

function told(memory: Memory, event: Event, { change, refusal }: Call): Memory {
  const sent = change.attributes.map(({ path, value }) => ({
    path,
    to: "set" in value ? value.set : "add" in value ? deltaOf(value) : undefined,
  }));
  const what = refusal === undefined ? (change.what === "cancelled" ? "noted" : change.what) : "attempted";
  const newer = sent.filter(({ path }) => (memory.values[path]?.time ?? Number.NEGATIVE_INFINITY) <= event.time);
  return {
    ...memory,
    ...continued(
      memory,
      { time: event.time, by: event.actor.name, evidence: evidenceOf(event), unseen: event.unseen },
      { what, note: refusal, changes: sent },
    ),
    values: {
      ...memory.values,
      ...Object.fromEntries(newer.map(({ path, to }) => [path, { time: event.time, after: to }])),
    },
  };
}

function deltaOf({ add, remove }: { add: Json[]; remove: Json[] }): Json {
  return { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) };
}

function finding(memory: Memory, call: Call, facts: Facts): Finding {
  const { cluster, change, principal, refusal } = call;
  const { target } = change;
  const isRefused = refusal !== undefined;
  const isOwn = isAmong(facts.trust.applyRoles, memory.actor.arn ?? memory.actor.name);
  const print = fingerprint({
    rule: RULE,
    partition: cluster.partition ?? partitionOf(cluster.region ?? ""),
    account: cluster.account ?? "",
    region: cluster.region ?? "",
    cluster: cluster.name,
    kind: kindOf(target.type),
    name: target.key,
    discriminator: isRefused ? `failed|${principal}` : principal,
  });
  return {
    id: findingId(print, 1),
    fingerprint: print,
    revision: 1,
    kind: "rule",
    rule: RULE,
    title: `${target.type} ${target.key}: ${isRefused ? "call refused" : wordOf(memory)}`,
    severity: isRefused || isOwn ? "info" : "high",
    status: isRefused ? "quiet" : "open",
    resolution: isRefused ? "failed" : null,
    flags: [],
    first_seen: isoTime(memory.first),
    last_seen: isoTime(memory.last),
    resolved_at: null,
    count: memory.count,
    cluster: findingCluster(cluster, facts),
    resource: { type: target.type, id: target.key },
    changes: Object.entries(memory.values).map(([path, { after }]): FindingChange =>
      after === undefined ? { path } : { path, after },
    ),
    actor: memory.actor,
    controls: [],
    compliance: {},
    evidence: memory.evidence,
    timeline: memory.timeline,
    tags: ["eks", "configuration"],
    related: [],
    undo: [],
    due: null,
    unseen: memory.unseen,
  };
}

/** What the calls did, in the words of the last one that made or unmade the object. */
function wordOf({ evidence }: Memory): string {
  return evidence.map(({ action }) => action).at(-1) ?? "changed";
}
