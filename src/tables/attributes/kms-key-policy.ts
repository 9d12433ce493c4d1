import type { AliasTable } from "../types.ts";

export const kmsKeyPolicy: AliasTable = {
  type: "aws_kms_key_policy",
  id: "{key_id}",
  import: "{key_id}",
  match: ["id", "key_id"],
  surrounding: true,
  attributes: [{ path: "policy", kind: "policy", request: { PutKeyPolicy: "policy" } }],
};
