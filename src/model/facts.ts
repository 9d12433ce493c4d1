import type { ClusterRef } from "./cluster.ts";
import type { Severity } from "./severity.ts";
import type { TerraformFacts } from "./terraform.ts";

/** What is expected here. Role ARNs compare by partition, account and name: `samePrincipal` of lib/arn. */
export interface Trust {
  applyRoles: readonly string[];
  adminPrincipals: readonly string[];
  podIdentities: readonly { cluster?: string; namespace: string; serviceAccount: string; role: string }[];
  gitopsIdentities: readonly string[];
}

/** `drift_rules` as TFDrift-Falco has them: listed paths take the severity, others of a listed type are not watched. */
export interface DriftRule {
  name: string;
  resourceTypes: readonly string[];
  watchedAttributes: readonly string[];
  severity: Severity;
}

/** All durations in milliseconds. */
export interface TimeSettings {
  lateness: number;
  dedupeWindow: number;
  backfillWindow: number;
  settle: number;
}

/** An immutable, versioned snapshot of what detectors may know beside the event. */
export interface Facts {
  readonly version: string;
  /** The input has ended: what waits for more is judged now. */
  readonly final: boolean;
  readonly terraform: TerraformFacts;
  readonly trust: Trust;
  readonly driftRules: readonly DriftRule[];
  readonly time: TimeSettings;
  /** Labels from the configuration's `clusters`, else the cluster's tags; `env` is always there (prod when nobody says). */
  labels(cluster: ClusterRef): { [label: string]: string };
}
