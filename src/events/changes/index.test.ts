import { describe, expect, it } from "vitest";
import { changes } from "../../../test/telling.ts";

describe("calls of other services and operations", () => {
  it.each([
    "iam/CreateUser",
    "ec2/RunInstances",
    "ecs/CreateCluster",
    "acm-pca/CreateCertificateAuthority",
    "s3/PutBucketPolicy",
  ])("%s", (call) => expect(changes(call, { name: "shop" })).toEqual([]));
});
