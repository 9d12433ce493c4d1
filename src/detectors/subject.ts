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

/**
 * Who answers for an event: part of an event finding's identity. People who share a permission set of Identity Center are
 * told apart by their sessions; of other roles sessions are as many as there are runs.
 */
export function principalOf({ arn, name, session }: Actor): string {
  if (arn === undefined) return name;
  return session !== undefined && arn.includes("/AWSReservedSSO_") ? `${arn}/${session}` : arn;
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

/** Why a call was refused, in the words of who refused it; undefined where it was not. */
export function refusalOf({ outcome }: Event): string | undefined {
  const { ok, code, message, refusedBy } = outcome;
  if (ok) return undefined;
  if (code?.endsWith("DryRunOperation")) return "dry run";
  const head = refusedBy === undefined ? code : `${code} by ${refusedBy}`;
  return [head, message].filter((part) => part !== undefined && part !== "").join(": ");
}

/** What a reader must know of a request beside what it asked for; undefined where it was simply carried out. */
export function remarkOf(event: Event): string | undefined {
  const refusal = refusalOf(event);
  if (refusal !== undefined) return refusal;
  if (event.dryRun === true) return "a dry run: nothing was changed";
  return event.dryRun === "unknown" ? "or only a dry run: the body that would tell is not in the record" : undefined;
}
