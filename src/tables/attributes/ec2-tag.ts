import type { AliasTable } from "../types.ts";

export const ec2Tag: AliasTable = {
  type: "aws_ec2_tag",
  id: "{resource_id},{key}",
  import: "{resource_id},{key}",
  match: ["id", "resource_id+key"],
  surrounding: true,
  attributes: [{ path: "value", kind: "scalar", request: { CreateTags: "tagSet[].value" } }],
};
