import type { AliasTable } from "../types.ts";

export const kmsAlias: AliasTable = {
  type: "aws_kms_alias",
  id: "{name}",
  import: "{name}",
  match: ["id", "name"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateAlias: "aliasName" }, forceNew: true },
    { path: "target_key_id", kind: "arn", request: { UpdateAlias: "targetKeyId", CreateAlias: "targetKeyId" } },
  ],
};
