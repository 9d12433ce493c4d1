import { partitionOf } from "../lib/arn.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Actor, Event } from "../model/event.ts";
import type { Facts } from "../model/facts.ts";
import type { Evidence, Finding, FindingActor } from "../model/finding.ts";
import { isoTime } from "../lib/time.ts";

/** `aws_eks_node_group` → `NodeGroup`: the kind of a finding's subject. */
export function kindOf(type: string): string {
  const words = type
    .replace(/^(aws_eks_|aws_|kubernetes_)/, "")
    .replace(/_v1$/, "")
    .split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The cluster as a finding prints it. */
export function findingCluster(cluster: ClusterRef, facts: Facts): NonNullable<Finding["cluster"]> {
  const { name, region, account } = cluster;
  const partition = cluster.partition ?? partitionOf(region ?? "");
  const arn = region && account ? `arn:${partition}:eks:${region}:${account}:cluster/${name}` : undefined;
  return { name, region, account, arn, labels: facts.labels(cluster) };
}

/** The actor as a finding prints it. */
export function findingActor(actor: Actor): FindingActor {
  return {
    name: actor.name,
    type: actor.type,
    arn: actor.arn,
    via: actor.via,
    session: actor.session ?? null,
    source_ip: actor.sourceIp,
    user_agent: actor.userAgent,
    mfa: actor.mfa,
    on_behalf_of: actor.onBehalfOf ?? null,
    acts_as: actor.actsAs,
    forwarded_for: actor.forwardedFor && [...actor.forwardedFor],
    permission_set: actor.permissionSet,
    source_identity: actor.sourceIdentity,
    invoked_by: actor.invokedBy,
    account: actor.account,
    access_key: actor.accessKey,
  };
}

/** What a finding keeps of an event. */
export function evidenceOf(event: Event): Evidence {
  const origin = event.origins[0];
  return {
    event_id: event.displayId ?? event.id,
    time: isoTime(event.time),
    source: event.kind,
    action: event.action,
    origin: origin ? `${origin.unit}#${origin.record}` : "",
  };
}

/** Why AWS refused a call, in its own words; undefined where it did not. */
export function refusalOf(event: Event): string | undefined {
  if (event.outcome.ok) return undefined;
  if (event.outcome.code?.endsWith("DryRunOperation")) return "dry run";
  return [event.outcome.code, event.outcome.message].filter((part) => part !== undefined && part !== "").join(": ");
}
