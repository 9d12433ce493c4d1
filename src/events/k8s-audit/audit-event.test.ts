import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../model/json.ts";
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

  it("unseen: what a cut took", () => {
    const partial = { cutPath: "requestObject.data", cutByte: 9, unseen: ["requestObject.data", "annotations"] };
    expect(event({}, { partial })).toMatchObject({ unseen: partial.unseen, flags: ["partial"], dryRun: false });
    expect(event({ verb: "delete" }, { partial }).dryRun).toBe("unknown");
  });

  const DELETE = { verb: "delete", requestURI: "/api/v1/namespaces/shop/pods/x?dryRun=All" };
  const EVICTION = { objectRef: { resource: "pods", subresource: "eviction", namespace: "shop", name: "x" } };
  const ALL = { kind: "DeleteOptions", dryRun: ["All"] };

  it.each<[string, JsonObject, boolean | "unknown"]>([
    ["the URI of a delete counts where there is no body", DELETE, true],
    ["and not where there is one", { ...DELETE, requestObject: { kind: "DeleteOptions" } }, false],
    ["which may be hidden", { ...DELETE, level: "Metadata" }, "unknown"],
    ["of many", { verb: "deletecollection", requestObject: ALL }, true],
    ["an eviction says it in the options it carries", { ...EVICTION, requestObject: { deleteOptions: ALL } }, true],
    ["or does not", { ...EVICTION, requestObject: { deleteOptions: {} } }, false],
    ["or hides them", { ...EVICTION, level: "Metadata" }, "unknown"],
    ["or says it in the URI", { ...EVICTION, level: "Metadata", requestURI: "/x?dryRun=All" }, true],
    ["a read never is one", { verb: "get", requestURI: "/x?dryRun=All" }, false],
    ["escapes in the name", { requestURI: "/x?a=%zz&dry%52un=All" }, true],
    ["what a server would not take", { requestURI: "/x?dryRun=All;a=b" }, false],
    ["a value in a body that is no list", { verb: "delete", requestObject: { dryRun: "All" } }, false],
  ])("dry run: %s", (_, patch, expected) => expect(event(patch).dryRun).toBe(expected));

  it.each<[string, Json, object]>([
    [
      "extras as texts, in old records",
      { username: "x", extra: { arn: "arn:aws:iam::1:user/x", sessionName: "s" } },
      { arn: "arn:aws:iam::1:user/x", session: "s" },
    ],
    ["an IAM user", { username: "arn:aws:iam::1:user/team/bob" }, { name: "bob", type: "User" }],
    ["root", { username: "arn:aws:iam::1:root" }, { name: "root" }],
    [
      "Identity Center",
      { username: "arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/eve" },
      { name: "eve", permissionSet: "Admin" },
    ],
    ["extras that are no texts", { username: "x", extra: { arn: [7, null], sessionName: {} } }, { name: "x" }],
    ["a user that is no object", [], { name: "unauthenticated" }],
  ])("who: %s", (_, user, expected) => expect(event({ user }).actor).toMatchObject(expected));

  it.each<[string, JsonObject]>([
    ["terraform", { userAgent: "HashiCorp/1.0 Terraform/1.9.0" }],
    ["terraform", { userAgent: "x", requestURI: "/x?fieldManager=Terraform&force=true" }],
    ["helm", { userAgent: "Helm/3.16.1" }],
    ["helm", { userAgent: "helm/v0.0.0 (darwin/amd64) kubernetes/$Format" }],
    ["pulumi", { userAgent: "pulumi-kubernetes/v4.1.0" }],
    ["kubectl", { userAgent: "x", requestURI: "/x?fieldManager=kubectl-edit" }],
    ["controller", { userAgent: "argocd-application-controller/v2.13.2" }],
    ["controller", { userAgent: "x", user: { username: "system:serviceaccount:kube-system:job-controller" } }],
    ["aws-service", { userAgent: "x", user: { username: "eks:addon-manager" } }],
    ["kubectl", { user: { username: "system:kube-controller-manager" } }],
    ["sdk", { userAgent: "OpenAPI-Generator/31.0.0/python" }],
    ["sdk", { userAgent: "k9s/v0.32.5 (linux/amd64) kubernetes/$Format" }],
    ["unknown", { userAgent: "Mozilla/5.0 zgrab/0.x" }],
    ["unknown", { userAgent: "curl/8.5.0" }],
  ])("via %s", (via, patch) => expect(event(patch).actor.via).toBe(via));

  it("of a refusal whose annotations were cut off nobody knows who refused", () => {
    const responseStatus = { code: 403, message: "pods is forbidden" };
    expect(event({ responseStatus }).outcome).toEqual({ ok: false, code: "403", message: "pods is forbidden" });
  });

  it("carries the cluster it was given", () => {
    const cluster = { name: "prod", account: "1", region: "eu-west-1" };
    expect(event({}, { cluster })).toMatchObject({ cluster: "prod", account: "1", region: "eu-west-1" });
  });
});
