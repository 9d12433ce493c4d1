import type { AliasTable } from "../types.ts";

export const kmsKey: AliasTable = {
  type: "aws_kms_key",
  id: "{key_id}",
  import: "{key_id}",
  match: ["id", "key_id", "arn"],
  surrounding: true,
  attributes: [
    {
      path: "is_enabled",
      kind: "presence",
      request: { EnableKey: "keyId", DisableKey: "keyId" },
      note: "Value comes from the event name: EnableKey true, DisableKey false.",
    },
    { path: "policy", kind: "policy", request: { PutKeyPolicy: "policy" } },
    {
      path: "enable_key_rotation",
      kind: "presence",
      request: { EnableKeyRotation: "keyId", DisableKeyRotation: "keyId" },
      note: "Value comes from the event name.",
    },
  ],
};
