import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("Auto Scaling", () => {
  const GROUP = ref("aws_autoscaling_group", "web", { name: "web" });
  const at = { autoScalingGroupName: "web" };
  const tag = (key: string, value: Json) => ({ ...set(`tag["${key}"]`, "blockset", value), elementKey: ["key"] });
  const ALL = 9;
  it.each<[string, string, JsonObject, ResourceChange]>([
    [
      "sizes and subnets",
      "UpdateAutoScalingGroup",
      {
        ...at,
        minSize: "2",
        vPCZoneIdentifier: "subnet-1,subnet-2",
        launchTemplate: { launchTemplateName: "web", version: "$Latest" },
      },
      told(GROUP, "changed", [
        set("min_size", "number", 2),
        set("vpc_zone_identifier", "csvset", "subnet-1,subnet-2"),
        set("launch_template[0].name", "scalar", "web"),
        set("launch_template[0].version", "scalar", "$Latest"),
      ]),
    ],
    [
      "the desired capacity",
      "SetDesiredCapacity",
      { ...at, desiredCapacity: 7, honorCooldown: false },
      told(GROUP, "changed", [set("desired_capacity", "number", 7)], {
        arguments: [{ path: "honor_cooldown", value: false }],
      }),
    ],
    [
      "one process",
      "SuspendProcesses",
      { ...at, scalingProcesses: ["Launch"] },
      told(GROUP, "changed", [{ path: "suspended_processes", kind: "set", value: { add: ["Launch"], remove: [] } }]),
    ],
    [
      "tags",
      "CreateOrUpdateTags",
      {
        tags: [
          { resourceId: "web", resourceType: "auto-scaling-group", key: "team", value: "a", propagateAtLaunch: true },
        ],
      },
      told(GROUP, "changed", [tag("team", { key: "team", value: "a", propagate_at_launch: true })]),
    ],
    [
      "tags taken away",
      "DeleteTags",
      { tags: [{ resourceId: "web", key: "team" }] },
      told(GROUP, "changed", [tag("team", null)]),
    ],
    [
      "deleted",
      "DeleteAutoScalingGroup",
      { ...at, forceDelete: true },
      told(GROUP, "deleted", [], { arguments: [{ path: "force_delete", value: true }] }),
    ],
  ])("%s", (_, action, request, expected) => expect(changes(`autoscaling/${action}`, request)).toEqual([expected]));

  it("all processes, where the call names none", () => {
    const value = changes("autoscaling/ResumeProcesses", at)[0]?.attributes[0]?.value;
    expect(value && "remove" in value ? value.remove : []).toHaveLength(ALL);
  });
});
