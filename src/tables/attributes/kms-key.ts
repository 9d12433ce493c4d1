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
      // A key whose deletion was called off comes back disabled.
      implied: { EnableKey: true, DisableKey: false, CancelKeyDeletion: false },
    },
    { path: "policy", kind: "policy", request: { PutKeyPolicy: "policy" } },
    {
      path: "enable_key_rotation",
      kind: "presence",
      implied: { EnableKeyRotation: true, DisableKeyRotation: false },
    },
    { path: "rotation_period_in_days", kind: "number", request: { EnableKeyRotation: "rotationPeriodInDays" } },
    { path: "deletion_window_in_days", kind: "argument", request: { ScheduleKeyDeletion: "pendingWindowInDays" } },
    {
      path: "bypass_policy_lockout_safety_check",
      kind: "argument",
      request: { PutKeyPolicy: "bypassPolicyLockoutSafetyCheck" },
    },
  ],
};
