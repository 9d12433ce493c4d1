import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("KMS", () => {
  const KEY = ref("aws_kms_key", "k-1", { key_id: "k-1" });
  const ARN = "arn:aws:kms:eu-west-1:111122223333:key/k-1";
  const DISABLED = set("is_enabled", "presence", false);
  it.each<[string, JsonObject, JsonObject, ResourceChange]>([
    ["by ARN", { keyId: ARN }, {}, told(KEY, "changed", [DISABLED])],
    ["by id", { keyId: "k-1" }, {}, told(KEY, "changed", [DISABLED])],
    [
      "by alias, resolved by the record",
      { keyId: "alias/eks" },
      { resources: [{ ARN }] },
      told(KEY, "changed", [DISABLED]),
    ],
    [
      "by alias ARN, unresolved",
      { keyId: "arn:aws:kms:eu-west-1:111122223333:alias/eks" },
      {},
      told(ref("aws_kms_key", "alias/eks", { alias: "alias/eks" }), "changed", [DISABLED]),
    ],
  ])("%s", (_, request, rest, expected) => expect(changes("kms/DisableKey", request, null, rest)).toEqual([expected]));

  it.each<[string, JsonObject, ResourceChange]>([
    ["EnableKey", {}, told(KEY, "changed", [set("is_enabled", "presence", true)])],
    [
      "ScheduleKeyDeletion",
      { pendingWindowInDays: 7 },
      told(KEY, "deleted", [], {
        arguments: [{ path: "deletion_window_in_days", value: 7 }],
        effect: "the key is pending deletion and unusable; CancelKeyDeletion brings it back, disabled",
      }),
    ],
    ["CancelKeyDeletion", {}, told(KEY, "changed", [DISABLED], { restores: true })],
    [
      "PutKeyPolicy",
      { policyName: "default", policy: "{}", bypassPolicyLockoutSafetyCheck: false },
      told(KEY, "changed", [set("policy", "policy", "{}")], {
        arguments: [{ path: "bypass_policy_lockout_safety_check", value: false }],
      }),
    ],
    [
      "EnableKeyRotation",
      { rotationPeriodInDays: 90 },
      told(KEY, "changed", [
        set("enable_key_rotation", "presence", true),
        set("rotation_period_in_days", "number", 90),
      ]),
    ],
    ["DisableKeyRotation", {}, told(KEY, "changed", [set("enable_key_rotation", "presence", false)])],
  ])("%s", (action, request, expected) =>
    expect(changes(`kms/${action}`, { keyId: ARN, ...request })).toEqual([expected]),
  );

  it("an alias points elsewhere", () => {
    const alias = ref("aws_kms_alias", "alias/eks", { name: "alias/eks" });
    expect(changes("kms/UpdateAlias", { aliasName: "alias/eks", targetKeyId: "k-2" })).toEqual([
      told(alias, "changed", [set("target_key_id", "arn", "k-2")]),
    ]);
  });

  it("a grant changes nothing that Terraform holds", () =>
    expect(changes("kms/CreateGrant", { keyId: ARN })).toEqual([]));
});
