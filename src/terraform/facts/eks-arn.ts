import { parseArn } from "../../lib/arn.ts";

/** Resource part of an EKS ARN → the type and the attributes that name it. Source: Service Authorization Reference, Amazon EKS. */
const SHAPES: { [kind: string]: { type: string; attributes: readonly (string | null)[] } } = {
  cluster: { type: "aws_eks_cluster", attributes: ["name"] },
  nodegroup: { type: "aws_eks_node_group", attributes: ["cluster_name", "node_group_name"] },
  addon: { type: "aws_eks_addon", attributes: ["cluster_name", "addon_name"] },
  fargateprofile: { type: "aws_eks_fargate_profile", attributes: ["cluster_name", "fargate_profile_name"] },
  podidentityassociation: { type: "aws_eks_pod_identity_association", attributes: ["cluster_name", "association_id"] },
  identityproviderconfig: {
    type: "aws_eks_identity_provider_config",
    attributes: ["cluster_name", null, "oidc[0].identity_provider_config_name"],
  },
  capability: { type: "aws_eks_capability", attributes: ["cluster_name", null, "capability_name"] },
};

/** The Terraform type and naming attributes of the object an EKS ARN stands for; undefined for any other text. */
export function eksIdentity(text: string): { type: string; match: { [attribute: string]: string } } | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "eks") return undefined;
  const [kind, ...parts] = arn.resource.split("/") as [string, ...string[]];
  if (kind === "access-entry") return accessEntry(arn.partition, parts);
  const shape = Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  if (!shape || parts.length < shape.attributes.length) return undefined;
  const named = shape.attributes.flatMap((name, at) => (name === null ? [] : [[name, parts[at]!] as const]));
  return { type: shape.type, match: Object.fromEntries(named) };
}

/** `access-entry/<cluster>/<role or user>/<account>/<name>/<uuid>` */
function accessEntry(partition: string, parts: string[]): ReturnType<typeof eksIdentity> {
  const [cluster, kind, account] = parts;
  const name = parts.at(-2);
  if (parts.length < 5 || cluster === undefined || name === undefined) return undefined;
  const principal = `arn:${partition}:iam::${account}:${kind}/${name}`;
  return { type: "aws_eks_access_entry", match: { cluster_name: cluster, principal_arn: principal } };
}
