import type { ClusterRef } from "./cluster.ts";
import type { JsonObject } from "./json.ts";
import type { ObjectRef, ResourceRef } from "./change.ts";
import type { Position } from "./errors.ts";

/** What the Terraform source says about a resource. */
export interface ResourceCode {
  at: Position;
  /** Provider paths as written (`scaling_config[0].desired_size`), or "all". */
  ignoreChanges: readonly string[] | "all";
  preventDestroy: boolean;
  /** Literal arguments of the block, by top-level name: whether the configuration sets it at all. */
  argumentNames: ReadonlySet<string>;
}

/** One managed instance of a state. */
export interface ManagedResource {
  type: string;
  address: string;
  /** Path or URL of the state as the user gave it. */
  state: string;
  /** False for a deposed object: its id is managed, its values are no target. */
  current: boolean;
  partition?: string;
  account?: string;
  region?: string;
  /** Key as in `ResourceRef.key`, built from the state. */
  key: string;
  /** The clusters it serves; for `aws_eks_*` the one it belongs to. */
  clusters: readonly ClusterRef[];
  attributes: JsonObject;
  /** What it stands for inside its cluster. */
  object?: ObjectRef;
  /** Provider paths whose values must never be shown; a path covers everything under it. */
  sensitive: readonly string[];
  code?: ResourceCode;
}

/** Something a cluster of a state rests on, found by its AWS name. */
export interface Tie {
  cluster: ClusterRef;
  /** The resource whose attribute makes the tie. */
  resource: ManagedResource;
  /** Its attribute (`vpc_config[0].cluster_security_group_id`). */
  through: string;
}

export type TieKind =
  | "security_group"
  | "role"
  | "launch_template"
  | "autoscaling_group"
  | "kms_key"
  | "log_group"
  | "subnet"
  | "oidc_provider"
  | "policy"
  | "route_table";

/** A pod's role: from a pod identity association, an IRSA trust policy, or `trust.pod_identities`. */
export interface WorkloadRole {
  cluster: string;
  namespace: string;
  serviceAccount: string;
}

export interface StateSummary {
  path: string;
  serial?: number;
  lineage?: string;
  resources: number;
}

/** An immutable view of all states given, and of the Terraform source where it was read. */
export interface TerraformFacts {
  /** Changes when any state or source changes. */
  readonly version: string;
  readonly states: readonly StateSummary[];
  /** Clusters that some state manages. */
  readonly clusters: readonly ClusterRef[];
  /** Whether a state manages this cluster (`aws_eks_cluster`, or a child resource of it). */
  holds(cluster: ClusterRef): boolean;
  /**
   * Managed instances that fit; more than one = ambiguous (two states, or account and region unknown). Data sources never.
   * The type `*` asks for any.
   */
  find(ref: ResourceRef): readonly ManagedResource[];
  /** Whether any state holds something that lies inside a cluster. */
  readonly holdsObjects: boolean;
  /** Clusters that rest on the AWS object of this name, id or ARN. */
  ties(kind: TieKind, name: string, scope: { account?: string; region?: string }): readonly Tie[];
  /** The workload whose role this is; undefined for people and node roles. */
  workloadRole(roleArn: string): WorkloadRole | undefined;
  /** `ignore_tags` of the provider configurations: exact keys and prefixes. */
  readonly ignoreTags: { keys: readonly string[]; prefixes: readonly string[] };
  /** Whether `removed { destroy = false }` gave this object up on purpose. */
  released(ref: ResourceRef): boolean;
}
