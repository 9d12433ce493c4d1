import type { AliasTable } from "../types.ts";

export const autoscalingGroupTag: AliasTable = {
  type: "aws_autoscaling_group_tag",
  id: "{autoscaling_group_name},{key}",
  import: "{autoscaling_group_name},{key}",
  match: ["id"],
  surrounding: true,
  attributes: [
    { path: "tag[0].value", kind: "scalar", request: { CreateOrUpdateTags: "tags[].value" } },
    { path: "tag[0].propagate_at_launch", kind: "bool", request: { CreateOrUpdateTags: "tags[].propagateAtLaunch" } },
  ],
};
