import { isAmong, partitionOf } from "../../lib/arn.ts";
import { isoTime } from "../../lib/time.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding, FindingActor, QuietResolution } from "../../model/finding.ts";
import { findingId, fingerprint } from "../../model/identity.ts";
import { rank } from "../../model/severity.ts";
import type { Rule } from "../../model/rule.ts";
import { complianceOf } from "../../tables/controls.ts";
import type { History } from "../history.ts";
import { findingCluster } from "../subject.ts";

/** What a rule's finding is made of, whether one event made it or a window. */
export interface RuleFinding {
  rule: Rule;
  cluster: ClusterRef | undefined;
  /** Account and region where no cluster is known. */
  scope: { account?: string; region?: string };
  subject: { kind: string; namespace?: string; name: string };
  discriminator: string;
  history: History;
  output: string;
  actor?: FindingActor;
  resource?: Finding["resource"];
  /** The rule came out unknown. */
  isUnknown: boolean;
}

/** A rule's finding: it happened, so that it never resolves by itself. */
export function ruleFinding(parts: RuleFinding, facts: Facts): Finding {
  const { rule, cluster, history, actor, resource } = parts;
  const print = printOf(parts);
  const resolution = quietResolution(parts, facts);
  return {
    id: findingId(print, 1),
    fingerprint: print,
    revision: 1,
    kind: "rule",
    rule: rule.id,
    title: titleOf(parts),
    severity: rule.severity,
    status: resolution ? "quiet" : "open",
    resolution: resolution ?? null,
    flags: [],
    first_seen: isoTime(history.first),
    last_seen: isoTime(history.last),
    resolved_at: null,
    count: history.count,
    ...(cluster && { cluster: findingCluster(cluster, facts) }),
    ...(resource && { resource }),
    changes: [],
    ...(actor && { actor }),
    controls: [...rule.controls],
    compliance: complianceOf(rule.controls),
    evidence: history.evidence,
    timeline: history.timeline,
    ...(parts.output !== rule.title && { output: parts.output }),
    tags: [...rule.tags],
    ...(rule.runbook !== undefined && { runbook: rule.runbook }),
    related: [],
    undo: [],
    due: null,
    unseen: history.unseen,
  };
}

/**
 * Why nobody needs to look. What a pack says of a Terraform run is no news below "high"; a rule of the user's own is
 * reported as it is written.
 */
function quietResolution({ rule, isUnknown, actor }: RuleFinding, { trust }: Facts): QuietResolution | undefined {
  if (isUnknown && rule.unknown === "quiet") return "ignored";
  const isOwn = actor !== undefined && isAmong(trust.applyRoles, actor.arn ?? actor.name);
  return isOwn && rule.pack !== undefined && rank(rule.severity) < rank("high") ? "own-apply" : undefined;
}

function titleOf({ rule, subject, resource, isUnknown }: RuleFinding): string {
  const where = resource ? [resource.type, resource.id].filter((part) => part !== "").join(" ") : subject.name;
  const what = isUnknown ? `${rule.title} (cannot be told: part of the record is missing)` : rule.title;
  return where === "" ? what : `${where}: ${what}`;
}

function printOf({ rule, cluster, scope, subject, discriminator, isUnknown }: RuleFinding): string {
  const { account = "", region = "" } = cluster ?? scope;
  return fingerprint({
    rule: rule.id,
    partition: cluster?.partition ?? partitionOf(region),
    account,
    region,
    cluster: cluster?.name ?? "",
    ...subject,
    discriminator: isUnknown ? `unknown|${discriminator}` : discriminator,
  });
}
