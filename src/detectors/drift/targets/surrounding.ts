import type { AttributeChange, ResourceChange, ResourceRef } from "../../../model/change.ts";
import { parsePath } from "../../../lib/path.ts";
import type { ClusterRef } from "../../../model/cluster.ts";
import type { Facts } from "../../../model/facts.ts";
import { scalarText } from "../../../model/json.ts";
import type { TieKind } from "../../../model/terraform.ts";
import { managed, target, touch, withAttributes } from "./target.ts";
import type { Touch } from "./target.ts";

/** Type → what ties an object in no state to a cluster, and the attributes that may name it. */
const TIES: { [type: string]: { kind: TieKind; by: readonly string[] } } = {
  aws_launch_template: { kind: "launch_template", by: ["id", "name"] },
  aws_autoscaling_group: { kind: "autoscaling_group", by: ["name"] },
  aws_autoscaling_group_tag: { kind: "autoscaling_group", by: ["autoscaling_group_name"] },
  aws_iam_role: { kind: "role", by: ["name"] },
  aws_iam_role_policy_attachment: { kind: "role", by: ["role"] },
  aws_iam_role_policy: { kind: "role", by: ["role"] },
  aws_iam_policy: { kind: "policy", by: ["arn"] },
  aws_iam_openid_connect_provider: { kind: "oidc_provider", by: ["arn", "url"] },
  aws_kms_key: { kind: "kms_key", by: ["key_id", "arn", "alias"] },
  aws_kms_key_policy: { kind: "kms_key", by: ["key_id", "arn", "alias"] },
  aws_kms_alias: { kind: "kms_key", by: ["name"] },
  aws_cloudwatch_log_group: { kind: "log_group", by: ["name"] },
  aws_subnet: { kind: "subnet", by: ["id"] },
  aws_route_table: { kind: "route_table", by: ["id"] },
  aws_route: { kind: "route_table", by: ["route_table_id"] },
  aws_route_table_association: { kind: "subnet", by: ["subnet_id"] },
};

/** An object around a cluster: by the state's own references, else by what a held cluster rests on. */
export function surroundingTouches(change: ResourceChange, facts: Facts): Touch[] {
  if (change.attributes.length > 0 && change.attributes.every(({ path }) => path.startsWith('tags["'))) {
    return tagTouches(change, facts);
  }
  return objectTouches(change, facts);
}

/** A tag may be a resource of its own; the others belong to the object they are on. */
function tagTouches(change: ResourceChange, facts: Facts): Touch[] {
  const id = change.target.match["id"];
  const own = change.attributes.flatMap((attribute) => {
    const key = parsePath(attribute.path)?.[1];
    const match = { resource_id: id ?? "", key: String(key) };
    const ref = { ...change.target, type: "aws_ec2_tag", key: `${match.resource_id},${match.key}`, match };
    const held = id === undefined ? undefined : managed(ref, facts)[0];
    const cluster = held?.clusters[0];
    return cluster ? [{ attribute, touch: ownTag(change, attribute, ref, cluster) }] : [];
  });
  const rest = change.attributes.filter((attribute) => !own.some((one) => one.attribute === attribute));
  const others = rest.length > 0 ? objectTouches(withAttributes(change, rest), facts) : [];
  return [...own.map((one) => one.touch), ...others];
}

function ownTag(change: ResourceChange, { value }: AttributeChange, ref: ResourceRef, cluster: ClusterRef): Touch {
  const isGone = "set" in value && value.set === null;
  const attributes = isGone ? [] : [{ path: "value", kind: "scalar" as const, value }];
  const what = isGone ? ("deleted" as const) : ("changed" as const);
  return touch(target(ref, ref.key, cluster), { ...change, target: ref, what, attributes });
}

function objectTouches(change: ResourceChange, facts: Facts): Touch[] {
  const ref = change.target;
  const nodeGroup = managedNodeGroup(ref, facts);
  if (nodeGroup) return [nodeGroupTouch(change, nodeGroup)];
  const held = managed(ref, facts)[0];
  const cluster = held ? held.clusters[0] : tie(ref, facts)?.cluster;
  return cluster ? [touch(target(ref, held?.key ?? ref.key, cluster), change)] : [];
}

function tie(ref: ResourceRef, facts: Facts) {
  const way = TIES[ref.type];
  if (!way) return undefined;
  for (const attribute of way.by) {
    const name = ref.match[attribute];
    const found = name === undefined ? undefined : facts.terraform.ties(way.kind, name, ref)[0];
    if (found) return found;
  }
  return undefined;
}

/** The Auto Scaling group behind a managed node group is no object of the user's: EKS owns it. */
function managedNodeGroup(ref: ResourceRef, facts: Facts) {
  if (ref.type !== "aws_autoscaling_group") return undefined;
  const found = tie(ref, facts);
  return found?.resource.type === "aws_eks_node_group" ? found : undefined;
}

const NODE_GROUP_SIZES: { [attribute: string]: string } = {
  min_size: "scaling_config[0].min_size",
  max_size: "scaling_config[0].max_size",
  desired_capacity: "scaling_config[0].desired_size",
};

function nodeGroupTouch(change: ResourceChange, { cluster, resource }: NonNullable<ReturnType<typeof tie>>): Touch {
  const { cluster_name: clusterName, node_group_name: name } = resource.attributes;
  const match = { cluster_name: scalarText(clusterName), node_group_name: scalarText(name) };
  const ref = { ...change.target, type: "aws_eks_node_group", cluster: cluster.name, key: resource.key, match };
  const sent = change.what === "changed" ? change.attributes : [...change.attributes, wholeGroup(change)];
  const attributes = sent.map(onNodeGroup);
  return touch(target(ref, resource.key, cluster), { ...change, target: ref, what: "changed", attributes });
}

/** The group as a whole is no attribute of the node group. */
function wholeGroup({ target: ref, what }: ResourceChange): AttributeChange {
  return { path: `autoscaling group ${ref.key}`, kind: "scalar", value: { set: what } };
}

function onNodeGroup(attribute: AttributeChange): AttributeChange {
  const path = NODE_GROUP_SIZES[attribute.path];
  if (path !== undefined) return { ...attribute, path };
  return { ...attribute, unmapped: true, note: "made on the group EKS manages; EKS overwrites it" };
}
