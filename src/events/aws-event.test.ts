import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { awsEvent } from "./aws-event.ts";

const event = (patch: JsonObject) => {
  const raw: JsonObject = {
    version: "0",
    id: "e-1",
    "detail-type": "Something",
    source: "aws.eks",
    account: "111122223333",
    region: "eu-west-1",
    time: "2026-11-20T10:22:03Z",
    resources: [],
    detail: {},
    ...patch,
  };
  return awsEvent(raw, JSON.stringify(raw), { unit: "x", record: 1, offset: 0, chain: [] }, 5);
};

describe("events of services", () => {
  it("the envelope is the record", () => {
    expect(event({})).toMatchObject({
      id: "aws_event\n111122223333\neu-west-1\ne-1",
      displayId: "e-1",
      time: Date.UTC(2026, 10, 20, 10, 22, 3),
      service: "aws.eks",
      action: "Something",
      cluster: undefined,
      mutates: false,
    });
  });

  it.each<[string, JsonObject, string | undefined]>([
    ["GuardDuty", { detail: { resource: { eksClusterDetails: { name: "prod" } } } }, "prod"],
    ["Config", { detail: { configurationItem: { resourceType: "AWS::EKS::Cluster", resourceName: "prod" } } }, "prod"],
    [
      "Config of something else",
      { detail: { configurationItem: { resourceType: "AWS::S3::Bucket", resourceName: "b" } } },
      undefined,
    ],
    ["an ARN", { resources: ["arn:aws:s3:::b", "arn:aws:eks:eu-west-1:111122223333:cluster/prod"] }, "prod"],
    ["an ARN below the cluster", { resources: ["arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/web/1"] }, "prod"],
  ])("cluster by %s", (_, patch, cluster) => expect(event(patch).cluster).toBe(cluster));
});
