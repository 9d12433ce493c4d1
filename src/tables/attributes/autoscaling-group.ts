import type { AliasTable } from "../types.ts";

/** Group named in aws_eks_node_group.resources is not an aws_autoscaling_group of the user: report its changes on the node group. */
export const autoscalingGroup: AliasTable = {
  type: "aws_autoscaling_group",
  id: "{name}",
  import: "{name}",
  match: ["id", "name", "arn"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateAutoScalingGroup: "autoScalingGroupName" }, forceNew: true },
    {
      path: "min_size",
      kind: "number",
      request: { UpdateAutoScalingGroup: "minSize", CreateAutoScalingGroup: "minSize" },
    },
    {
      path: "max_size",
      kind: "number",
      request: { UpdateAutoScalingGroup: "maxSize", CreateAutoScalingGroup: "maxSize" },
    },
    {
      path: "desired_capacity",
      kind: "number",
      request: {
        UpdateAutoScalingGroup: "desiredCapacity",
        CreateAutoScalingGroup: "desiredCapacity",
        SetDesiredCapacity: "desiredCapacity",
      },
    },
    {
      path: "vpc_zone_identifier",
      kind: "csvset",
      request: { UpdateAutoScalingGroup: "vPCZoneIdentifier", CreateAutoScalingGroup: "vPCZoneIdentifier" },
    },
    {
      path: "launch_template[0].id",
      kind: "scalar",
      request: {
        UpdateAutoScalingGroup: "launchTemplate.launchTemplateId",
        CreateAutoScalingGroup: "launchTemplate.launchTemplateId",
        StartInstanceRefresh: "desiredConfiguration.launchTemplate.launchTemplateId",
      },
    },
    {
      path: "launch_template[0].name",
      kind: "scalar",
      request: {
        UpdateAutoScalingGroup: "launchTemplate.launchTemplateName",
        CreateAutoScalingGroup: "launchTemplate.launchTemplateName",
      },
    },
    {
      path: "launch_template[0].version",
      kind: "scalar",
      request: {
        UpdateAutoScalingGroup: "launchTemplate.version",
        CreateAutoScalingGroup: "launchTemplate.version",
        StartInstanceRefresh: "desiredConfiguration.launchTemplate.version",
      },
    },
    {
      path: "health_check_type",
      kind: "scalar",
      request: { UpdateAutoScalingGroup: "healthCheckType", CreateAutoScalingGroup: "healthCheckType" },
    },
    {
      path: "health_check_grace_period",
      kind: "number",
      request: { UpdateAutoScalingGroup: "healthCheckGracePeriod", CreateAutoScalingGroup: "healthCheckGracePeriod" },
    },
    {
      path: "termination_policies",
      kind: "list",
      request: { UpdateAutoScalingGroup: "terminationPolicies", CreateAutoScalingGroup: "terminationPolicies" },
    },
    {
      path: "capacity_rebalance",
      kind: "bool",
      request: { UpdateAutoScalingGroup: "capacityRebalance", CreateAutoScalingGroup: "capacityRebalance" },
    },
    {
      path: "max_instance_lifetime",
      kind: "number",
      request: { UpdateAutoScalingGroup: "maxInstanceLifetime", CreateAutoScalingGroup: "maxInstanceLifetime" },
    },
    {
      path: "protect_from_scale_in",
      kind: "bool",
      request: {
        UpdateAutoScalingGroup: "newInstancesProtectedFromScaleIn",
        CreateAutoScalingGroup: "newInstancesProtectedFromScaleIn",
      },
    },
    {
      path: "mixed_instances_policy[0].instances_distribution[0].on_demand_base_capacity",
      kind: "number",
      request: {
        UpdateAutoScalingGroup: "mixedInstancesPolicy.instancesDistribution.onDemandBaseCapacity",
        CreateAutoScalingGroup: "mixedInstancesPolicy.instancesDistribution.onDemandBaseCapacity",
      },
    },
    {
      path: "mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity",
      kind: "number",
      request: {
        UpdateAutoScalingGroup: "mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity",
        CreateAutoScalingGroup: "mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity",
      },
    },
    {
      path: "mixed_instances_policy[0].launch_template[0].launch_template_specification[0].launch_template_id",
      kind: "scalar",
      request: {
        UpdateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId",
        CreateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId",
      },
    },
    {
      path: "mixed_instances_policy[0].launch_template[0].launch_template_specification[0].version",
      kind: "scalar",
      request: {
        UpdateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version",
        CreateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version",
      },
    },
    {
      path: "mixed_instances_policy[0].launch_template[0].override",
      kind: "blocklist",
      request: {
        UpdateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.overrides",
        CreateAutoScalingGroup: "mixedInstancesPolicy.launchTemplate.overrides",
      },
      elements: { instance_type: "instanceType", weighted_capacity: "weightedCapacity" },
      elementKey: ["instance_type"],
    },
    {
      path: "suspended_processes",
      kind: "set",
      request: { SuspendProcesses: "scalingProcesses" },
      remove: { ResumeProcesses: "scalingProcesses" },
      semantics: "addRemove",
    },
    {
      path: "tag",
      kind: "blockset",
      request: { CreateOrUpdateTags: "tags", CreateAutoScalingGroup: "tags" },
      remove: { DeleteTags: "tags" },
      semantics: "addRemove",
      elements: { key: "key", value: "value", propagate_at_launch: "propagateAtLaunch" },
      elementKey: ["key"],
      perElement: true,
    },
    { path: "force_delete", kind: "argument", request: { DeleteAutoScalingGroup: "forceDelete" } },
    { path: "honor_cooldown", kind: "argument", request: { SetDesiredCapacity: "honorCooldown" } },
  ],
};
