import type { AttributeChange, ResourceChange, ResourceRef } from "../../../model/change.ts";
import type { ClusterRef } from "../../../model/cluster.ts";
import type { Facts } from "../../../model/facts.ts";
import type { ManagedResource } from "../../../model/terraform.ts";

/** One Terraform object that drift is judged on, tied to its cluster. */
export type Target = {
  ref: ResourceRef;
  /** What names the object within its type, as in the provider's id: the state's where it holds it, else the call's. */
  key: string;
  cluster: ClusterRef;
};

/** What one event means for one target. */
export interface Touch {
  /** The memory it lives in: usually the target's own, for a principal's policy associations one for all. */
  group: string;
  target: Target;
  change: ResourceChange;
  /** Applies to every target of the group's memory: the call names no single one. */
  wildcard?: true;
  /** It goes because what it belongs to was deleted. */
  parentDeleted?: true;
}

/** The instances a state compares with; deposed objects are managed but no target of a comparison. */
export function managed(ref: ResourceRef, facts: Facts): ManagedResource[] {
  return facts.terraform.find(ref).filter((resource) => resource.current);
}

/** Scope and cluster of a call's object as one target. */
export function target(ref: ResourceRef, key: string, cluster: ClusterRef): Target {
  return { ref, key, cluster };
}

/** The memory key of a target: what tells it from every other one. */
export function groupOf({ ref, key, cluster }: Target): string {
  return [
    ref.type,
    ref.partition ?? cluster.partition,
    ref.account ?? cluster.account,
    ref.region ?? cluster.region,
    cluster.name,
    key,
  ].join("|");
}

/** A touch on a memory of its own. */
export function touch(on: Target, change: ResourceChange): Touch {
  return { group: groupOf(on), target: on, change };
}

/** A change of one attribute in place of many, of the same call. */
export function withAttributes(change: ResourceChange, attributes: readonly AttributeChange[]): ResourceChange {
  return { ...change, attributes };
}
