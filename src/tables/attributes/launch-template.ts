import type { AliasTable } from "../types.ts";

export const launchTemplate: AliasTable = {
  type: "aws_launch_template",
  id: "{id}",
  import: "{id}",
  match: ["id", "name"],
  surrounding: true,
  attributes: [
    {
      path: "image_id",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.ImageId",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.ImageId",
      },
    },
    {
      path: "instance_type",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.InstanceType",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.InstanceType",
      },
    },
    {
      path: "user_data",
      kind: "opaque",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.UserData",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.UserData",
      },
      note: "Redacted in CloudTrail: changed, content unknown, until DescribeLaunchTemplateVersions.",
    },
    {
      path: "key_name",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.KeyName",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.KeyName",
      },
    },
    {
      path: "vpc_security_group_ids",
      kind: "set",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.SecurityGroupId",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.SecurityGroupId",
      },
    },
    {
      path: "ebs_optimized",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.EbsOptimized",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.EbsOptimized",
      },
      note: "String in state.",
    },
    {
      path: "block_device_mappings",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.BlockDeviceMapping",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.BlockDeviceMapping",
      },
      elementKey: ["device_name"],
    },
    {
      path: "network_interfaces",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.NetworkInterface",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.NetworkInterface",
      },
      elementKey: ["device_index"],
    },
    {
      path: "tag_specifications",
      kind: "blocklist",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.TagSpecification",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.TagSpecification",
      },
      elementKey: ["resource_type"],
    },
    {
      path: "metadata_options[0].http_tokens",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.MetadataOptions.HttpTokens",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.MetadataOptions.HttpTokens",
      },
    },
    {
      path: "metadata_options[0].http_put_response_hop_limit",
      kind: "number",
      request: {
        CreateLaunchTemplateVersion:
          "CreateLaunchTemplateVersionRequest.LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit",
      },
    },
    {
      path: "metadata_options[0].http_endpoint",
      kind: "enum",
      request: {
        CreateLaunchTemplateVersion:
          "CreateLaunchTemplateVersionRequest.LaunchTemplateData.MetadataOptions.HttpEndpoint",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.MetadataOptions.HttpEndpoint",
      },
    },
    {
      path: "iam_instance_profile[0].name",
      kind: "scalar",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.IamInstanceProfile.Name",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.IamInstanceProfile.Name",
      },
    },
    {
      path: "monitoring[0].enabled",
      kind: "bool",
      request: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionRequest.LaunchTemplateData.Monitoring.Enabled",
        CreateLaunchTemplate: "CreateLaunchTemplateRequest.LaunchTemplateData.Monitoring.Enabled",
      },
    },
    {
      path: "default_version",
      kind: "number",
      request: { ModifyLaunchTemplate: "ModifyLaunchTemplateRequest.SetDefaultVersion" },
    },
    {
      path: "latest_version",
      kind: "number",
      request: {},
      response: {
        CreateLaunchTemplateVersion: "CreateLaunchTemplateVersionResponse.launchTemplateVersion.versionNumber",
      },
      computed: true,
      note: "Terraform refreshes attributes from the latest version, so a foreign version makes every template attribute drift.",
    },
  ],
};
