import type { Json, JsonObject } from "./json.ts";

/** How two values of an attribute compare (`data/eks-attributes.json`, `kinds`). */
export const ATTRIBUTE_KINDS = [
  "scalar",
  "bool",
  "number",
  "enum",
  "arn",
  "set",
  "list",
  "map",
  "cidr",
  "cidrset",
  "json",
  "policy",
  "duration",
  "blockset",
  "blocklist",
  "logset",
  "presence",
  "opaque",
  "csvset",
  "url",
  "argument",
  "quantity",
] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** An object inside a cluster, as its API names it; the namespace is empty where the resource has none. */
export interface ObjectRef {
  /** Empty for the core group. */
  group: string;
  /** In the plural: `deployments`. */
  resource: string;
  namespace: string;
  name: string;
}

/** The Terraform object that a call speaks of, before anybody looked whether a state holds it. */
export interface ResourceRef {
  type: string;
  partition?: string;
  account?: string;
  region?: string;
  /** EKS cluster, where the call names it. */
  cluster?: string;
  /** Key of the object: the Terraform id built from the call (`prod:workers`). Empty if the call does not tell. */
  key: string;
  /** State attributes that identify it (`{cluster_name: "prod", node_group_name: "workers"}`); all must fit. */
  match: { [attribute: string]: string };
  /** Of objects inside a cluster: this identifies it; `match.owns` what a resource owns of it. The name `*` is any. */
  object?: ObjectRef;
}

/** The value an attribute has after the call, or what was done to it. */
export type NewValue =
  | { set: Json } // null = cleared
  | { add: Json[]; remove: Json[] } // of a set; what is not named stays
  | { unknown: string; omitted?: true }; // why it cannot be told; omitted: the call left the member out, so an empty value stays empty

export interface AttributeChange {
  /** The provider's path in the state; for a member without an attribute the wire path. */
  path: string;
  kind: AttributeKind;
  value: NewValue;
  /** No Terraform attribute holds it: `path` is the wire path. */
  unmapped?: true;
  /** Why the line is as it is, for the reader. */
  note?: string;
  /** For block kinds: members that name an element. */
  elementKey?: readonly string[];
}

export interface ResourceChange {
  target: ResourceRef;
  what: "created" | "changed" | "deleted" | "cancelled";
  attributes: readonly AttributeChange[];
  /** What the call carried beside the resource (`resolve_conflicts_on_update`). */
  arguments: readonly { path: string; value: Json }[];
  /** `responseElements.update.id`, the id to ask DescribeUpdate for; for a cancel the id it stops. */
  updateId?: string;
  /** A remark for the reader: what the call does to those who use the object. */
  effect?: string;
  /** With `created`: the call also replaces an object that is there already. */
  upsert?: true;
  /** With `changed`: the call takes an earlier deletion back. */
  restores?: true;
  /** The whole Kubernetes object after the call, as its API writes it; what is not in it is not there. */
  object?: JsonObject;
}
