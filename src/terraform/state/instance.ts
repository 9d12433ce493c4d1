import { aliasTables, presenceOnlyTypes } from "../../tables/attributes/index.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import type { JsonObject } from "../../model/json.ts";

/** One instance of a resource, whatever the form of the state it came from. */
export interface StateInstance {
  mode: "managed" | "data";
  type: string;
  address: string;
  /** The provider configuration's address; absent where the form does not tell one from another. */
  provider?: string;
  current: boolean;
  attributes: JsonObject;
  identity?: JsonObject;
  sensitive: string[];
}

/** What was read of one state. */
export interface StateContent {
  serial?: number;
  lineage?: string;
  /** Instances in the file, data sources included. */
  count: number;
  /** Those of watched types. */
  instances: StateInstance[];
  /** Managed instances of the other types, by type. */
  others: Map<string, number>;
  /** Addresses whose attributes lie in the flat form of state format 3. */
  flat: string[];
  /** Watched resources without what a state must say of them. */
  damaged: string[];
  /** Hash over what was read; equal content, equal digest. */
  digest: string;
}

const MANAGED: ReadonlySet<string> = new Set([...aliasTables.keys(), ...presenceOnlyTypes, ...inClusterTypes]);

/** Data sources that tell an account, a region, or what a name stands for. */
const LOOKUPS: ReadonlySet<string> = new Set([
  "aws_caller_identity",
  "aws_region",
  "aws_partition",
  "aws_eks_cluster",
  "aws_kms_alias",
  "aws_kms_key",
]);

/** Whether anybody will ask for resources of this type; everything else is only counted. */
export function isWatched(mode: string, type: string): boolean {
  return mode === "managed" ? MANAGED.has(type) : LOOKUPS.has(type);
}
