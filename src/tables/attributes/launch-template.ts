import type { AliasTable } from "../types.ts";

export const launchTemplate: AliasTable = {
  type: "aws_launch_template",
  id: "{id}",
  import: "{id}",
  match: ["id", "name"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateLaunchTemplate: "launchTemplateName" }, forceNew: true },
    {
      path: "description",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "versionDescription",
        CreateLaunchTemplate: "versionDescription",
      },
      note: "Of the version.",
    },
    {
      path: "image_id",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.imageId",
        CreateLaunchTemplate: "launchTemplateData.imageId",
      },
    },
    {
      path: "instance_type",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.instanceType",
        CreateLaunchTemplate: "launchTemplateData.instanceType",
      },
    },
    {
      path: "user_data",
      kind: "opaque",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.userData",
        CreateLaunchTemplate: "launchTemplateData.userData",
      },
      note: "Redacted in CloudTrail: changed, content unknown, until DescribeLaunchTemplateVersions.",
    },
    {
      path: "key_name",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.keyName",
        CreateLaunchTemplate: "launchTemplateData.keyName",
      },
    },
    {
      path: "vpc_security_group_ids",
      kind: "set",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.securityGroupId",
        CreateLaunchTemplate: "launchTemplateData.securityGroupId",
      },
    },
    {
      path: "ebs_optimized",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.ebsOptimized",
        CreateLaunchTemplate: "launchTemplateData.ebsOptimized",
      },
      note: "String in state.",
    },
    {
      path: "block_device_mappings",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.blockDeviceMapping",
        CreateLaunchTemplate: "launchTemplateData.blockDeviceMapping",
      },
      elementKey: ["device_name"],
    },
    {
      path: "network_interfaces",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.networkInterface",
        CreateLaunchTemplate: "launchTemplateData.networkInterface",
      },
      elementKey: ["device_index"],
    },
    {
      path: "tag_specifications",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.tagSpecification",
        CreateLaunchTemplate: "launchTemplateData.tagSpecification",
      },
      elementKey: ["resource_type"],
    },
    {
      path: "metadata_options[0].http_tokens",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.metadataOptions.httpTokens",
        CreateLaunchTemplate: "launchTemplateData.metadataOptions.httpTokens",
      },
    },
    {
      path: "metadata_options[0].http_put_response_hop_limit",
      kind: "number",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.metadataOptions.httpPutResponseHopLimit",
        CreateLaunchTemplate: "launchTemplateData.metadataOptions.httpPutResponseHopLimit",
      },
    },
    {
      path: "metadata_options[0].http_endpoint",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.metadataOptions.httpEndpoint",
        CreateLaunchTemplate: "launchTemplateData.metadataOptions.httpEndpoint",
      },
    },
    {
      path: "iam_instance_profile[0].name",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.iamInstanceProfile.name",
        CreateLaunchTemplate: "launchTemplateData.iamInstanceProfile.name",
      },
    },
    {
      path: "monitoring[0].enabled",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.monitoring.enabled",
        CreateLaunchTemplate: "launchTemplateData.monitoring.enabled",
      },
    },
    {
      path: "metadata_options[0].http_protocol_ipv6",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.metadataOptions.httpProtocolIpv6",
        CreateLaunchTemplate: "launchTemplateData.metadataOptions.httpProtocolIpv6",
      },
    },
    {
      path: "metadata_options[0].instance_metadata_tags",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.metadataOptions.instanceMetadataTags",
        CreateLaunchTemplate: "launchTemplateData.metadataOptions.instanceMetadataTags",
      },
    },
    {
      path: "iam_instance_profile[0].arn",
      kind: "arn",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.iamInstanceProfile.arn",
        CreateLaunchTemplate: "launchTemplateData.iamInstanceProfile.arn",
      },
    },
    {
      path: "security_group_names",
      kind: "set",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.securityGroup",
        CreateLaunchTemplate: "launchTemplateData.securityGroup",
      },
    },
    {
      path: "disable_api_termination",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.disableApiTermination",
        CreateLaunchTemplate: "launchTemplateData.disableApiTermination",
      },
    },
    {
      path: "disable_api_stop",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.disableApiStop",
        CreateLaunchTemplate: "launchTemplateData.disableApiStop",
      },
    },
    {
      path: "kernel_id",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.kernelId",
        CreateLaunchTemplate: "launchTemplateData.kernelId",
      },
    },
    {
      path: "ram_disk_id",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.ramDiskId",
        CreateLaunchTemplate: "launchTemplateData.ramDiskId",
      },
    },
    {
      path: "instance_initiated_shutdown_behavior",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.instanceInitiatedShutdownBehavior",
        CreateLaunchTemplate: "launchTemplateData.instanceInitiatedShutdownBehavior",
      },
    },
    {
      path: "enclave_options[0].enabled",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.enclaveOptions.enabled",
        CreateLaunchTemplate: "launchTemplateData.enclaveOptions.enabled",
      },
    },
    {
      path: "hibernation_options[0].configured",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.hibernationOptions.configured",
        CreateLaunchTemplate: "launchTemplateData.hibernationOptions.configured",
      },
    },
    {
      path: "credit_specification[0].cpu_credits",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "launchTemplateData.creditSpecification.cpuCredits",
        CreateLaunchTemplate: "launchTemplateData.creditSpecification.cpuCredits",
      },
    },
    {
      path: "source_version",
      kind: "argument",
      request: { CreateLaunchTemplateVersion: "sourceVersion" },
      note: "The version that the call patches; without it the new version holds what the call sends and nothing else.",
    },
    {
      path: "tags",
      kind: "map",
      request: { CreateTags: "tagSet", CreateLaunchTemplate: "tagSpecification[].tag" },
      remove: { DeleteTags: "tagSet[].key" },
    },
    {
      path: "default_version",
      kind: "number",
      request: { ModifyLaunchTemplate: "setDefaultVersion" },
    },
    {
      path: "latest_version",
      kind: "number",
      request: {},
      response: {
        CreateLaunchTemplateVersion: "launchTemplateVersion.versionNumber",
      },
      computed: true,
      note: "Terraform refreshes attributes from the latest version, so a foreign version makes every template attribute drift.",
    },
  ],
};
