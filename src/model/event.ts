import type { Facts } from "./facts.ts";
import type { JsonObject } from "./json.ts";
import type { LostAudit } from "./lost-audit.ts";
import type { ResourceChange, ResourceRef } from "./change.ts";

/** `spec` words: Falco's source names for the first two. */
export const EVENT_KINDS = [
  "aws_cloudtrail",
  "k8s_audit",
  "aws_event",
  "vpc_flow",
  "agent_log",
  "control_plane_log",
  "metric",
  "snapshot",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Where a record was found. `FILE#N` is `unit#record`. */
export interface Origin {
  /** File path as the user would write it, or an object's URL. */
  unit: string;
  /** 1-based number of the record in its unit, after framing. */
  record: number;
  /** Byte offset of the record in the inflated unit. */
  offset: number;
  /** Envelopes unwrapped on the way, outermost first. */
  chain: readonly string[];
  logGroup?: string;
  logStream?: string;
  logEventId?: string;
  /** Epoch ms that the log group has for it: what was sent along, and when it came in. */
  logTime?: number;
  ingestionTime?: number;
  /** Remarks of the reader that become flags of the event (`invalid-utf8`, `firehose-error`, `cluster-conflict`). */
  flags?: readonly string[];
}

export type Via =
  | "console"
  | "cli"
  | "sdk"
  | "terraform"
  | "pulumi"
  | "crossplane"
  | "cloudformation"
  | "eksctl"
  | "kubectl"
  | "helm"
  | "controller"
  | "aws-service"
  | "unknown";

/** Who called and how. `via` rests on the user agent where AWS says nothing better: a claim, not a proof. */
export interface Actor {
  /** What a person would call them: user name, SSO user, role/session, service. */
  name: string;
  /** `userIdentity.type` of CloudTrail, or `User` / `ServiceAccount` / `Node` / `Anonymous` of Kubernetes. */
  type: string;
  /** The role of a session, else the principal's own ARN. */
  arn?: string;
  account?: string;
  via: Via;
  session?: string;
  sourceIp?: string;
  userAgent?: string;
  mfa?: boolean;
  console?: boolean;
  /** The AWS service that made the call for the principal. */
  invokedBy?: string;
  onBehalfOf?: string;
  /** The Kubernetes user whose rights the request took on (impersonation); everything else here is who really asked. */
  actsAs?: string;
  /** Addresses that forwarding headers named before `sourceIp`; the client can put any there. */
  forwardedFor?: readonly string[];
  sourceIdentity?: string;
  /** IAM Identity Center permission set, where the role is one of its own. */
  permissionSet?: string;
  /** Identity provider of a web-identity session. */
  federatedBy?: string;
  /** Last four characters of the access key. */
  accessKey?: string;
}

export interface Resource {
  type: string;
  name: string;
  namespace?: string;
}

export interface Outcome {
  ok: boolean;
  /** AWS error code or HTTP status. */
  code?: string;
  message?: string;
  /** What refused an audited request: three kinds of 403, and 401. */
  refusedBy?: Refusal;
}

/**
 * `authorization`: nothing allows it. `admission`: it was allowed, and a policy, webhook, node restriction or the check
 * against escalation refused it. `impersonation`: the caller may not act as the user it named. `authentication`: nobody
 * knows who asked.
 */
export type Refusal = "authorization" | "admission" | "impersonation" | "authentication";

/** What makes several events one attempt. */
export interface Attempt {
  /** Equal for all stages of one request. */
  request: string;
  /** Equal for requests, a second or two apart, that are one command of a person: kubectl falls back to SPDY. */
  command?: string;
}

/**
 * How a patch was written: a list of operations, a whole configuration (server-side apply), or a merge, which an audit
 * event does not tell from a strategic merge unless it uses its directives.
 */
export type PatchShape = "operations" | "apply" | "strategic-merge" | "merge";

/** One thing that happened. Everything but `id` and `time` is read lazily from `raw`. */
export interface Event {
  readonly id: string;
  /** What a person looks the event up by (CloudTrail `eventID`), where that is not the id. */
  readonly displayId?: string;
  readonly kind: EventKind;
  /** The record as written. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly receivedAt: number;
  /** The host name of the AWS service, for instance `eks.amazonaws.com`. */
  readonly service?: string;
  readonly cluster?: string;
  readonly account?: string;
  readonly region?: string;
  readonly actor: Actor;
  /** The operation or verb. */
  readonly action: string;
  readonly resource: Resource;
  /** `objectRef.resource` of audit events with its subresource: `pods`, `pods/exec`. */
  readonly resourceType?: string;
  readonly outcome: Outcome;
  readonly raw: JsonObject;
  /** Members that are known of a record that was not parsed for the event; absent where it was. */
  readonly glanced?: JsonObject | undefined;
  readonly mutates: boolean;
  /** Paths whose content existed but is not in the record. */
  readonly unseen: readonly string[];
  readonly flags: readonly string[];
  readonly origins: readonly Origin[];
  /** Where a salvaged record was cut: the innermost open object or list, and the byte of the record. */
  readonly partial?: { cutPath: string; cutByte: number };
  /** What a mutating AWS call did, in Terraform's words; computed once. Empty for reads, refused and unknown calls. */
  changes(facts: Facts): readonly ResourceChange[];
  /** The Terraform objects a mutating AWS call speaks of, a refused one too. */
  readonly targets?: readonly ResourceRef[];
  /** Of audit events. */
  readonly attempt?: Attempt;
  /** Whether the request asked to change nothing; "unknown" where a body that may say so is not in the record. */
  readonly dryRun?: boolean | "unknown";
  /** Of audited patches whose body is in the record. */
  readonly patch?: PatchShape;
  /** Of a control-plane message: audit events that the API server says it could not write. */
  readonly lostAudits?: readonly LostAudit[];
}
