import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { auditEventOf } from "./audit-event.ts";

const ORIGIN = { unit: "audit.log", record: 1, offset: 0, chain: [] };
const RECORD: JsonObject = {
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  level: "RequestResponse",
  auditID: "a-1",
  stage: "ResponseComplete",
  requestURI: "/api/v1/namespaces/shop/pods",
  verb: "create",
  user: { username: "sre/alice", extra: { canonicalArn: ["arn:aws:iam::1:role/Admin"], sessionName: ["alice@x"] } },
  sourceIPs: ["203.0.113.1", "10.0.0.9"],
  userAgent: "kubectl/v1.33",
  objectRef: { resource: "pods", namespace: "shop", apiVersion: "v1" },
  responseStatus: { code: 201 },
  responseObject: { metadata: { name: "web-x7" } },
  stageTimestamp: "2026-11-20T10:22:03.123456Z",
};
const event = (patch: JsonObject = {}, context: object = {}) => {
  const raw = { ...RECORD, ...patch };
  return auditEventOf(raw, JSON.stringify(raw), { origin: ORIGIN, receivedAt: 5, ...context });
};

describe("audit events", () => {
  it("identity is more than the audit id, which clients choose", () => {
    expect(event()).toMatchObject({
      id: "k8s_audit\na-1\nResponseComplete\n2026-11-20T10:22:03.123456Z\ncreate\n/api/v1/namespaces/shop/pods",
      displayId: "a-1",
    });
    expect(event({ stage: "RequestReceived" }).id).not.toBe(event().id);
  });

  it("time is the stage's, else the transport's, else what old servers wrote, else the receipt's", () => {
    expect(event().time).toBe(Date.UTC(2026, 10, 20, 10, 22, 3, 123));
    expect(event({ stageTimestamp: null }, { time: 9 }).time).toBe(9);
    expect(event({ stageTimestamp: null, timestamp: "2017-01-01T00:00:00Z" }).time).toBe(Date.UTC(2017, 0, 1));
    expect(event({ stageTimestamp: null })).toMatchObject({ time: 5, flags: ["no-time"] });
  });

  it("who, what and how", () => {
    expect(event()).toMatchObject({
      action: "create",
      mutates: true,
      actor: {
        name: "sre/alice",
        type: "User",
        via: "kubectl",
        arn: "arn:aws:iam::1:role/Admin",
        session: "alice@x",
        sourceIp: "10.0.0.9",
      },
      resource: { type: "pods", name: "web-x7", namespace: "shop" },
      outcome: { ok: true, code: "201" },
      unseen: [],
      flags: [],
    });
    expect(event({ user: {}, responseStatus: { code: 401 } })).toMatchObject({
      actor: { name: "unauthenticated", type: "Unknown" },
      outcome: { ok: false, refusedBy: "authentication" },
    });
    expect(event({ objectRef: null, requestURI: "/livez" }).resource).toEqual({ type: "", name: "/livez" });
    expect(event({ objectRef: { resource: "pods", subresource: "exec", name: "x" } }).resource.type).toBe("pods/exec");
  });

  it.each<[string, JsonObject, string[]]>([
    ["everything logged", {}, []],
    ["a write at Metadata", { level: "Metadata" }, ["requestObject", "responseObject"]],
    ["a read at Metadata", { level: "Metadata", verb: "list" }, ["responseObject"]],
    ["a write at Request", { level: "Request" }, ["responseObject"]],
    ["bodies taken out", { annotations: { "audit.k8s.io/truncated": "true" } }, ["requestObject", "responseObject"]],
  ])("unseen: %s", (_, patch, unseen) => expect(event(patch).unseen).toEqual(unseen));

  it("carries the cluster it was given", () => {
    const cluster = { name: "prod", account: "1", region: "eu-west-1" };
    expect(event({}, { cluster })).toMatchObject({ cluster: "prod", account: "1", region: "eu-west-1" });
  });
});
