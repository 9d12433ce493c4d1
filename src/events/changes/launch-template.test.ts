import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("launch template", () => {
  const BY_ID = ref("aws_launch_template", "lt-1", { id: "lt-1" });
  const answer = (version: number) => ({
    CreateLaunchTemplateVersionResponse: {
      launchTemplateVersion: { launchTemplateId: "lt-1", launchTemplateName: "web", versionNumber: version },
    },
  });

  it("a version in the provider's words, by name in the call and id in the answer", () => {
    const request = {
      CreateLaunchTemplateVersionRequest: {
        LaunchTemplateName: "web",
        SourceVersion: "3",
        LaunchTemplateData: {
          ImageId: "ami-1",
          UserData: "<sensitiveDataRemoved>",
          MetadataOptions: { HttpTokens: "optional", HttpPutResponseHopLimit: "2" },
          SecurityGroupId: [
            { tag: 1, content: "sg-1" },
            { tag: 2, content: "sg-2" },
          ],
          BlockDeviceMapping: { tag: 1, DeviceName: "/dev/xvda", Ebs: { VolumeSize: 50, DeleteOnTermination: true } },
          NetworkInterface: [{ tag: 1, DeviceIndex: 0, SecurityGroupId: { tag: 1, content: "sg-1" } }],
          TagSpecification: [{ tag: 1, ResourceType: "instance", Tag: { tag: 1, Key: "team", Value: "a" } }],
          Placement: { Tenancy: "dedicated" },
        },
      },
    };
    expect(changes("ec2/CreateLaunchTemplateVersion", request, answer(4))).toEqual([
      told(
        BY_ID,
        "changed",
        [
          set("image_id", "scalar", "ami-1"),
          { path: "user_data", kind: "opaque", value: { unknown: "redacted" } },
          set("vpc_security_group_ids", "set", ["sg-1", "sg-2"]),
          {
            ...set("block_device_mappings", "blocklist", [
              { device_name: "/dev/xvda", ebs: [{ volume_size: 50, delete_on_termination: true }] },
            ]),
            elementKey: ["device_name"],
          },
          {
            ...set("network_interfaces", "blocklist", [{ device_index: 0, security_groups: ["sg-1"] }]),
            elementKey: ["device_index"],
          },
          {
            ...set("tag_specifications", "blocklist", [{ resource_type: "instance", tags: { team: "a" } }]),
            elementKey: ["resource_type"],
          },
          set("metadata_options[0].http_tokens", "enum", "optional"),
          set("metadata_options[0].http_put_response_hop_limit", "number", 2),
          set("latest_version", "number", 4),
          { ...set("launchTemplateData.placement.tenancy", "scalar", "dedicated"), unmapped: true },
        ],
        {
          arguments: [{ path: "source_version", value: "3" }],
          effect: "version 4 exists; a managed node group stays on its own until UpdateNodegroupVersion",
        },
      ),
    ]);
  });

  it.each<[string, string, JsonObject, ResourceChange]>([
    [
      "another default version",
      "ModifyLaunchTemplate",
      { LaunchTemplateId: "lt-1", SetDefaultVersion: "4" },
      told(BY_ID, "changed", [set("default_version", "number", 4)]),
    ],
    [
      "versions deleted",
      "DeleteLaunchTemplateVersions",
      { LaunchTemplateId: "lt-1", LaunchTemplateVersion: { tag: 1, content: "2" } },
      told(BY_ID, "changed", [
        { path: "LaunchTemplateVersion", kind: "set", value: { add: [], remove: ["2"] }, unmapped: true },
      ]),
    ],
    [
      "deleted, by name alone",
      "DeleteLaunchTemplate",
      { LaunchTemplateName: "web" },
      told(ref("aws_launch_template", "web", { name: "web" }), "deleted"),
    ],
  ])("%s", (_, action, request, expected) =>
    expect(changes(`ec2/${action}`, { [`${action}Request`]: request })).toEqual([expected]),
  );

  it("created, with its own tags", () => {
    const request = {
      CreateLaunchTemplateRequest: {
        LaunchTemplateName: "web",
        ClientToken: "t",
        LaunchTemplateData: { InstanceType: "m6i.large" },
        TagSpecification: { tag: 1, ResourceType: "launch-template", Tag: { tag: 1, Key: "team", Value: "a" } },
      },
    };
    const response = { CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: "lt-1" } } };
    expect(changes("ec2/CreateLaunchTemplate", request, response)).toEqual([
      told(BY_ID, "created", [
        set("name", "scalar", "web"),
        set("instance_type", "scalar", "m6i.large"),
        set('tags["team"]', "map", "a"),
      ]),
    ]);
  });
});
