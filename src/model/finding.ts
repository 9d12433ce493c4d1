import type { Json } from "./json.ts";
import type { EventKind } from "./event.ts";
import type { Severity } from "./severity.ts";

export type FindingKind = "drift" | "rule" | "detection" | "posture" | "system";
export type FindingStatus = "open" | "acknowledged" | "resolved" | "closed" | "quiet";
export type FindingFlag = "unconfirmed" | "stale" | "silenced" | "suppressed";

export type Verdict =
  | "drifted"
  | "reverted"
  | "codified"
  | "converged"
  | "ignored"
  | "unknown"
  | "unmapped"
  | "unmanaged"
  | "deleted"
  | "replaced";

export type Resolution =
  | "reverted"
  | "codified"
  | "absorbed"
  | "not-applied"
  | "subject-deleted"
  | "rule-retired"
  | "manual"
  | "excepted";
export type QuietResolution = "failed" | "own-apply" | "no-op" | "converged" | "ignored";

/** One attribute: the state's value before, the present value after. `after` is absent where it is unknown. */
export interface FindingChange {
  /** Provider path; "" is the resource as a whole. */
  path: string;
  before?: Json;
  after?: Json;
  verdict?: Verdict;
  reason?: string;
}

export interface TimelineEntry {
  time: string;
  what:
    | "changed"
    | "created"
    | "deleted"
    | "reverted"
    | "codified"
    | "attempted"
    | "confirmed"
    | "acknowledged"
    | "resolved"
    | "noted";
  event_id?: string;
  by?: string;
  note?: string;
  changes?: { path: string; from?: Json; to?: Json }[];
}

export interface FindingActor {
  name: string;
  type: string;
  arn?: string;
  via: string;
  session: string | null;
  source_ip?: string;
  user_agent?: string;
  mfa?: boolean;
  on_behalf_of: string | null;
  acts_as?: string;
  forwarded_for?: string[];
  permission_set?: string;
  source_identity?: string;
  invoked_by?: string;
  account?: string;
  access_key?: string;
}

export interface Evidence {
  event_id: string;
  time: string;
  source: EventKind;
  action: string;
  /** FILE#N */
  origin: string;
}

export interface UndoStep {
  kind: "cli" | "terraform" | "note";
  text: string;
}

/** The finding as it is printed and stored (docs/findings.md). Times are ISO 8601 UTC with milliseconds. */
export interface Finding {
  id: string;
  fingerprint: string;
  revision: number;
  kind: FindingKind;
  rule: string;
  title: string;
  severity: Severity;
  status: FindingStatus;
  resolution: Resolution | QuietResolution | null;
  flags: FindingFlag[];
  first_seen: string;
  last_seen: string;
  resolved_at: string | null;
  count: number;
  cluster?: { name: string; region?: string; account?: string; arn?: string; labels: { [label: string]: string } };
  resource?: { type: string; address?: string; id: string; state?: string; code?: string };
  changes: FindingChange[];
  actor?: FindingActor;
  controls: string[];
  compliance: { [framework: string]: string[] };
  evidence: Evidence[];
  arguments?: FindingChange[];
  timeline: TimelineEntry[];
  output?: string;
  tags: string[];
  runbook?: string;
  related: string[];
  undo: UndoStep[];
  due: string | null;
  unseen: string[];
}

/** Whether a finding says what changed: drift, and what stands in for it where no state is known. Others saw it. */
export function tellsChange({ kind, rule }: Pick<Finding, "kind" | "rule">): boolean {
  return kind === "drift" || rule === "eks/configuration-change";
}
