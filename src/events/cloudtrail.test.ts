import { describe, expect, it } from "vitest";
import type { Facts } from "../model/facts.ts";
import type { JsonObject } from "../model/json.ts";
import { cloudtrailEvent } from "./cloudtrail.ts";

const ORIGIN = { unit: "events.json", record: 1, offset: 0, chain: [] };
const FACTS = {} as Facts;
const RECORD: JsonObject = {
  eventVersion: "1.11",
  eventTime: "2026-11-20T10:22:03Z",
  eventSource: "eks.amazonaws.com",
  eventName: "UpdateNodegroupConfig",
  awsRegion: "eu-west-1",
  requestParameters: { name: "shop", nodegroupName: "web", scalingConfig: { maxSize: 9 } },
  responseElements: { update: { id: "upd-1", status: "InProgress" } },
  eventID: "e-1",
  readOnly: false,
  recipientAccountId: "111122223333",
};
const event = (patch: JsonObject = {}) => {
  const raw = { ...RECORD, ...patch };
  return cloudtrailEvent(raw, JSON.stringify(raw), ORIGIN, 5);
};

describe("identity and time", () => {
  it("is the event id with the receiving account", () => {
    expect(event()).toMatchObject({ id: "aws_cloudtrail\n111122223333\ne-1", displayId: "e-1" });
    expect(event().time).toBe(Date.UTC(2026, 10, 20, 10, 22, 3));
  });

  it("is a hash of the text where there is no event id", () => {
    const [one, same, other] = [event({ eventID: null }), event({ eventID: null }), event({ eventID: null, x: 1 })];
    expect(one.displayId).toMatch(/^[0-9a-f]{64}$/);
    expect(one.id).toBe(same.id);
    expect(one.id).not.toBe(other.id);
  });

  it("takes the time of receipt where the record has none", () => {
    expect(event({ eventTime: "yesterday" })).toMatchObject({ time: 5, flags: ["no-time"] });
  });
});

describe("cluster", () => {
  it.each<[string, JsonObject, string | undefined]>([
    ["name of a child call", {}, "shop"],
    ["clusterName", { requestParameters: { clusterName: "shop" } }, "shop"],
    [
      "the answer's object",
      { requestParameters: null, responseElements: { nodegroup: { clusterName: "shop" } } },
      "shop",
    ],
    ["the answer's cluster", { requestParameters: null, responseElements: { cluster: { name: "shop" } } }, "shop"],
    [
      "the ARN of a tag call",
      {
        requestParameters: { resourceArn: "arn%3Aaws%3Aeks%3Aeu-west-1%3A111122223333%3Anodegroup%2Fshop%2Fweb%2Fabc" },
      },
      "shop",
    ],
    ["another service's name", { eventSource: "ecs.amazonaws.com", eventName: "CreateCluster" }, undefined],
    ["a subscription's name", { eventName: "CreateEksAnywhereSubscription" }, undefined],
    ["nothing", { requestParameters: null, responseElements: null }, undefined],
  ])("%s", (_, patch, cluster) => expect(event(patch).cluster).toBe(cluster));
});

describe("mutates", () => {
  it.each<[string, JsonObject, boolean]>([
    ["a write", {}, true],
    ["readOnly true", { readOnly: true }, false],
    ["readOnly as text", { readOnly: "true" }, false],
    ["no readOnly, a name that writes", { readOnly: null }, true],
    ["no readOnly, a name that reads", { readOnly: null, eventName: "DescribeNodegroup" }, false],
    ["a read that says it writes", { readOnly: false, eventName: "ListInsights" }, false],
    ["console browsing", { eventName: "AccessKubernetesApi" }, false],
    ["credentials for a pod", { eventSource: "eks-auth.amazonaws.com", eventName: "AssumeRoleForPodIdentity" }, false],
  ])("%s", (_, patch, expected) => expect(event(patch).mutates).toBe(expected));
});

describe("outcome", () => {
  it.each<[string, JsonObject, unknown]>([
    ["accepted", {}, { ok: true }],
    ["refused", { errorCode: "AccessDenied", errorMessage: "no" }, { ok: false, code: "AccessDenied", message: "no" }],
    [
      "refused, explained in the answer",
      { errorCode: "AccessDenied", responseElements: { message: "not authorized" } },
      { ok: false, code: "AccessDenied", message: "not authorized" },
    ],
    [
      "an EC2 dry run",
      { eventSource: "ec2.amazonaws.com", errorCode: "Client.DryRunOperation" },
      { ok: false, code: "Client.DryRunOperation" },
    ],
  ])("%s", (_, patch, outcome) => expect(event(patch).outcome).toEqual(outcome));
});

describe("changes", () => {
  it("are told once, with the update that goes on", () => {
    const told = event();
    expect(told.changes(FACTS)).toEqual([
      {
        target: {
          type: "aws_eks_node_group",
          partition: "aws",
          account: "111122223333",
          region: "eu-west-1",
          cluster: "shop",
          key: "shop:web",
          match: { cluster_name: "shop", node_group_name: "web" },
        },
        what: "changed",
        attributes: [{ path: "scaling_config[0].max_size", kind: "number", value: { set: 9 } }],
        arguments: [],
        updateId: "upd-1",
      },
    ]);
    expect(told.changes(FACTS)).toBe(told.changes(FACTS));
  });

  it("are none for a refused call, which still names its object", () => {
    const refused = event({ errorCode: "AccessDenied", responseElements: null });
    expect(refused.changes(FACTS)).toEqual([]);
    expect(refused.targets?.map(({ key }) => key)).toEqual(["shop:web"]);
    expect(refused.resource).toEqual({ type: "aws_eks_node_group", name: "shop:web" });
  });

  it("are none for another service's operation of the same name, and for reads", () => {
    const ecs = event({ eventSource: "ecs.amazonaws.com", eventName: "CreateCluster" });
    expect(ecs.changes(FACTS)).toEqual([]);
    expect(event({ readOnly: true }).changes(FACTS)).toEqual([]);
  });
});

describe("what is not in the record", () => {
  it("names masked and dropped content", () => {
    const cut = { omitted: true, originalSize: 120_000, reason: "responseElements too large" };
    const hidden = event({ requestParameters: { name: "shop", keys: ["***"] }, responseElements: cut });
    expect(hidden.unseen).toEqual(["requestParameters.keys[0]", "responseElements"]);
    expect(hidden.flags).toEqual(["omitted"]);
  });

  it("flags a record version that nobody knows", () => {
    expect(event({ eventVersion: "2.0" }).flags).toEqual(["unknown-version"]);
    expect(event({ eventVersion: "1.10" }).flags).toEqual([]);
  });
});
