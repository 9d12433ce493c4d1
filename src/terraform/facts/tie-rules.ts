import type { TieKind } from "../../model/terraform.ts";

/** An attribute of a resource that serves a cluster, and what kind of object it names. */
export interface TieRule {
  kind: TieKind;
  /** `[]` is any member of a list. */
  path: string;
  /** The name that follows from the value, which stands for `$`; absent = the value is the name. */
  name?: string;
}

const rules = (kind: TieKind, ...paths: string[]): TieRule[] => paths.map((path) => ({ kind, path }));

/**
 * What a cluster rests on, by the type that says so. The order matters: what a type names is tied to the clusters
 * that rest on that type, so those must be known before.
 */
export const TIE_RULES: readonly (readonly [type: string, rules: readonly TieRule[]])[] = [
  [
    "aws_eks_cluster",
    [
      ...rules("security_group", "vpc_config[].cluster_security_group_id", "vpc_config[].security_group_ids[]"),
      ...rules("subnet", "vpc_config[].subnet_ids[]"),
      ...rules("role", "role_arn", "compute_config[].node_role_arn"),
      ...rules("kms_key", "encryption_config[].provider[].key_arn"),
      ...rules("oidc_provider", "identity[].oidc[].issuer"),
      { kind: "log_group", path: "name", name: "/aws/eks/$/cluster" },
    ],
  ],
  [
    "aws_eks_node_group",
    [
      ...rules("security_group", "remote_access[].source_security_group_ids[]"),
      ...rules("security_group", "resources[].remote_access_security_group_id"),
      ...rules("subnet", "subnet_ids[]"),
      ...rules("role", "node_role_arn"),
      ...rules("launch_template", "launch_template[].id", "launch_template[].name"),
      ...rules("autoscaling_group", "resources[].autoscaling_groups[].name"),
    ],
  ],
  ["aws_eks_fargate_profile", [...rules("subnet", "subnet_ids[]"), ...rules("role", "pod_execution_role_arn")]],
  ["aws_eks_addon", rules("role", "service_account_role_arn", "pod_identity_association[].role_arn")],
  ["aws_eks_pod_identity_association", rules("role", "role_arn", "target_role_arn")],
  ["aws_eks_capability", rules("role", "role_arn")],
  ["aws_eks_access_entry", rules("role", "principal_arn")],
  ["aws_autoscaling_group_tag", rules("autoscaling_group", "autoscaling_group_name")],
  ["aws_ec2_tag", [...rules("subnet", "resource_id"), ...rules("security_group", "resource_id")]],
  [
    "aws_autoscaling_group",
    [
      ...rules("autoscaling_group", "name"),
      ...rules("launch_template", "launch_template[].id", "launch_template[].name"),
      ...rules(
        "launch_template",
        "mixed_instances_policy[].launch_template[].launch_template_specification[].launch_template_id",
        "mixed_instances_policy[].launch_template[].launch_template_specification[].launch_template_name",
      ),
      ...rules("subnet", "vpc_zone_identifier[]"),
    ],
  ],
  [
    "aws_launch_template",
    [
      ...rules("security_group", "vpc_security_group_ids[]", "network_interfaces[].security_groups[]"),
      ...rules("kms_key", "block_device_mappings[].ebs[].kms_key_id"),
    ],
  ],
  ["aws_security_group", rules("security_group", "id")],
  ["aws_subnet", rules("subnet", "id")],
  ["aws_cloudwatch_log_group", [...rules("log_group", "name"), ...rules("kms_key", "kms_key_id")]],
  ["aws_iam_role", [...rules("role", "name"), ...rules("policy", "managed_policy_arns[]")]],
  ["aws_iam_role_policy_attachment", rules("policy", "policy_arn")],
  ["aws_iam_policy_attachment", rules("policy", "policy_arn")],
  ["aws_route_table_association", rules("route_table", "route_table_id")],
];

/** Which of a resource's attributes say what it is or what it belongs to: the clusters of that are its own. */
export const BELONGS: { [type: string]: readonly TieRule[] } = {
  aws_security_group: rules("security_group", "id"),
  aws_security_group_rule: rules("security_group", "security_group_id"),
  aws_vpc_security_group_ingress_rule: rules("security_group", "security_group_id"),
  aws_vpc_security_group_egress_rule: rules("security_group", "security_group_id"),
  aws_iam_role: rules("role", "arn", "name"),
  aws_iam_role_policy: rules("role", "role"),
  aws_iam_role_policy_attachment: rules("role", "role"),
  aws_iam_policy_attachment: rules("role", "roles[]"),
  aws_iam_policy: rules("policy", "arn"),
  aws_iam_openid_connect_provider: rules("oidc_provider", "url", "arn"),
  aws_kms_key: rules("kms_key", "key_id"),
  aws_kms_alias: rules("kms_key", "target_key_id"),
  aws_kms_key_policy: rules("kms_key", "key_id"),
  aws_kms_grant: rules("kms_key", "key_id"),
  aws_cloudwatch_log_group: rules("log_group", "name"),
  aws_subnet: rules("subnet", "id"),
  aws_ec2_tag: [...rules("subnet", "resource_id"), ...rules("security_group", "resource_id")],
  aws_launch_template: rules("launch_template", "id", "name"),
  aws_autoscaling_group: rules("autoscaling_group", "name"),
  aws_autoscaling_group_tag: rules("autoscaling_group", "autoscaling_group_name"),
  aws_route_table: rules("route_table", "id"),
  aws_route: rules("route_table", "route_table_id"),
  aws_route_table_association: rules("subnet", "subnet_id"),
  aws_nat_gateway: rules("subnet", "subnet_id"),
  aws_vpc_endpoint: [...rules("subnet", "subnet_ids[]"), ...rules("security_group", "security_group_ids[]")],
};
