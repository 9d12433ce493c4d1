import type { ResourceChange, ResourceRef } from "../../../model/change.ts";
import type { ClusterRef } from "../../../model/cluster.ts";
import type { Facts } from "../../../model/facts.ts";
import { aliasTables } from "../../../tables/attributes/index.ts";
import { groupOf, managed, target, touch } from "./target.ts";
import type { Target, Touch } from "./target.ts";

const CHILD_TYPES = [...aliasTables.keys()].filter((type) => type.startsWith("aws_eks_") && type !== "aws_eks_cluster");

/** An EKS object of a cluster that some state holds; of any other cluster drift is not judged. */
export function eksTouches(change: ResourceChange, facts: Facts): Touch[] {
  const cluster = clusterOf(change.target);
  if (!cluster || !facts.terraform.holds(cluster)) return [];
  if (change.target.type === "aws_eks_access_policy_association") return associationTouches(change, cluster, facts);
  const own = touch(target(change.target, managed(change.target, facts)[0]?.key ?? change.target.key, cluster), change);
  const isClusterDeletion = change.target.type === "aws_eks_cluster" && change.what === "deleted";
  return isClusterDeletion ? [own, ...childTouches(change, cluster, facts)] : [own];
}

/** The cluster that a call names, with the call's scope. */
export function clusterOf(ref: ResourceRef): ClusterRef | undefined {
  if (ref.cluster === undefined) return undefined;
  return { name: ref.cluster, partition: ref.partition, account: ref.account, region: ref.region };
}

/**
 * Policy associations of one principal share a memory, because deleting the access entry removes all of them, those
 * in no state too, without naming one.
 */
function associationTouches(change: ResourceChange, cluster: ClusterRef, facts: Facts): Touch[] {
  const { target: ref } = change;
  const group = groupOf(target(ref, `${ref.match["cluster_name"]}#${ref.match["principal_arn"]}`, cluster));
  if (ref.match["policy_arn"] !== undefined) {
    return [{ group, target: target(ref, managed(ref, facts)[0]?.key ?? ref.key, cluster), change }];
  }
  const held = managed(ref, facts).map((resource) => ({
    group,
    target: target(
      { ...ref, key: resource.key, match: associationMatch(ref, resource.attributes["policy_arn"]) },
      resource.key,
      cluster,
    ),
    change,
  }));
  return [...held, { group, target: target(ref, ref.key, cluster), change, wildcard: true }];
}

function associationMatch(ref: ResourceRef, policy: unknown): ResourceRef["match"] {
  return typeof policy === "string" ? { ...ref.match, policy_arn: policy } : ref.match;
}

/** What a deleted cluster takes with it. */
function childTouches(change: ResourceChange, cluster: ClusterRef, facts: Facts): Touch[] {
  return CHILD_TYPES.flatMap((type) =>
    managed({ ...change.target, type, key: "", match: { cluster_name: cluster.name } }, facts).map(
      (resource): Touch => {
        const child: Target = target(
          { ...change.target, type, key: resource.key, match: matchOf(type, resource.attributes) },
          resource.key,
          cluster,
        );
        const group =
          type === "aws_eks_access_policy_association"
            ? groupOf({ ...child, key: resource.key.split("#").slice(0, 2).join("#") })
            : groupOf(child);
        return {
          group,
          target: child,
          change: { ...change, target: child.ref, attributes: [], arguments: [] },
          parentDeleted: true,
        };
      },
    ),
  );
}

function matchOf(type: string, attributes: { [name: string]: unknown }): ResourceRef["match"] {
  const names = aliasTables.get(type)?.match.flatMap((way) => way.split("+")) ?? [];
  const known = names.flatMap((name) =>
    typeof attributes[name] === "string" ? [[name, attributes[name]] as const] : [],
  );
  return Object.fromEntries(known);
}
