import { describe, expect, it } from "vitest";
import { deadRules } from "./drift-rules.ts";

const rule = (types: string[], attributes: string[]) => ({
  name: "R",
  resource_types: types,
  watched_attributes: attributes,
  severity: "high" as const,
});

describe("what can never match", () => {
  it.each([
    [["aws_eks_cluster"], ["version", "vpc_config", "vpc_config[0].public_access_cidrs", "logging", "tags"], []],
    [["aws_eks_node_group"], ["scaling_config", "instance_types", "labels", "taints", 'labels["team"]'], []],
    [
      ["aws_eks_node_group"],
      ["nodegroup_name", "subnets", "resources_vpc_config"],
      ["aws_eks_node_group has no attribute resources_vpc_config"],
    ],
    [["aws_eks_cluster"], ["resources_vpc_config[0].public_access_cidrs"], []],
    [["aws_eks_fargate_profile"], ["selectors"], []],
    [["aws_eks_addon"], ["addon_version", "service_account_role_arn", "resolve_conflicts"], []],
    [["aws_eks_cluster"], ["versoin"], ["aws_eks_cluster has no attribute versoin, did you mean `version`?"]],
    [
      ["aws_eks_cluster"],
      ["public_access_cidr", "vpc_config.endpoint_public_acess", "vpc_confg"],
      [
        "aws_eks_cluster has no attribute public_access_cidr, did you mean `vpc_config[0].public_access_cidrs`?",
        "aws_eks_cluster has no attribute vpc_config.endpoint_public_acess, did you mean `vpc_config[0].endpoint_public_access`?",
        "aws_eks_cluster has no attribute vpc_confg, did you mean `vpc_config`?",
      ],
    ],
    [["aws_eks_clustr"], ["version"], ["no Terraform type aws_eks_clustr is watched, did you mean `aws_eks_cluster`?"]],
    [["aws_s3_bucket"], ["policy"], ["no Terraform type aws_s3_bucket is watched"]],
    [["aws_eks_cluster", "aws_eks_addon"], ["addon_version"], []],
    [
      ["aws_eks_cluster"],
      ["__proto__", "[["],
      ["aws_eks_cluster has no attribute __proto__", "aws_eks_cluster has no attribute [["],
    ],
  ])("%j %j", (types, attributes, dead) => {
    expect(deadRules([rule(types, attributes)])).toEqual(
      dead.map((what) => ({ code: "drift-rule-never-matches", text: `drift_rules "R" never matches: ${what}` })),
    );
  });
});
