import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("log group", () => {
  const GROUP = ref("aws_cloudwatch_log_group", "/aws/eks/shop/cluster", { name: "/aws/eks/shop/cluster" });
  it.each<[string, JsonObject, ResourceChange]>([
    ["PutRetentionPolicy", { retentionInDays: 1 }, told(GROUP, "changed", [set("retention_in_days", "number", 1)])],
    ["DeleteRetentionPolicy", {}, told(GROUP, "changed", [set("retention_in_days", "number", 0)])],
    ["AssociateKmsKey", { kmsKeyId: "k" }, told(GROUP, "changed", [set("kms_key_id", "arn", "k")])],
    ["DisassociateKmsKey", {}, told(GROUP, "changed", [set("kms_key_id", "arn", null)])],
    ["DeleteLogGroup", {}, told(GROUP, "deleted")],
    [
      "CreateLogGroup",
      { tags: { key: "x" } },
      told(GROUP, "created", [set("name", "scalar", "/aws/eks/shop/cluster"), set('tags["key"]', "map", "x")]),
    ],
  ])("%s", (action, request, expected) =>
    expect(changes(`logs/${action}`, { logGroupName: "/aws/eks/shop/cluster", ...request })).toEqual([expected]),
  );
});
