import { describe, expect, it } from "vitest";
import { auditEvents } from "../../../../test/audit-events.ts";
import type { Event } from "../../../model/event.ts";
import type { JsonObject } from "../../../model/json.ts";
import { auditEventOf } from "../../k8s-audit/audit-event.ts";

const ORIGIN = { unit: "audit.jsonl", record: 1, offset: 0, chain: [] };

/** A write of a ConfigMap, answered with the object; `more` lies over it. */
function write(more: JsonObject = {}): Event {
  const record: JsonObject = {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "RequestResponse",
    auditID: "a-1",
    stage: "ResponseComplete",
    verb: "patch",
    requestURI: "/apis/apps/v1/namespaces/shop/deployments/web",
    user: { username: "alice" },
    objectRef: { apiGroup: "apps", apiVersion: "v1", resource: "deployments", namespace: "shop", name: "web" },
    responseStatus: { code: 200 },
    responseObject: { kind: "Deployment", metadata: { name: "web", namespace: "shop" }, spec: { replicas: 2 } },
    stageTimestamp: "2026-11-21T10:00:00.000000Z",
    ...more,
  };
  return auditEventOf(record, "", { origin: ORIGIN, receivedAt: 1, cluster: { name: "prod", region: "eu-west-1" } });
}

const told = (event: Event) =>
  event.changes({} as never).map(({ what, target, attributes, object }) => ({
    what,
    type: target.type,
    key: target.key,
    ...(attributes.length > 0 ? { attributes: attributes.map(({ path, value }) => [path, value]) } : {}),
    ...(object ? { object: true } : {}),
  }));

describe("a write", () => {
  it("tells the object whole, inside the event's cluster", () => {
    expect(write().changes({} as never)).toEqual([
      {
        target: {
          type: "kubernetes_deployment",
          partition: "aws",
          account: undefined,
          region: "eu-west-1",
          cluster: "prod",
          key: "shop/web",
          match: {},
          object: { group: "apps", resource: "deployments", namespace: "shop", name: "web" },
        },
        what: "changed",
        attributes: [],
        arguments: [],
        object: write().raw["responseObject"],
        restores: true,
      },
    ]);
  });

  it.each<[string, JsonObject]>([
    ["read", { verb: "get" }],
    ["refused", { responseStatus: { code: 403 } }],
    ["tried only", { requestURI: "/apis/apps/v1/namespaces/shop/deployments/web?dryRun=All" }],
    ["begun", { stage: "ResponseStarted" }],
    ["of a status", { objectRef: { resource: "deployments", namespace: "shop", name: "web", subresource: "status" } }],
    ["of a token", { verb: "create", objectRef: { resource: "serviceaccounts", name: "x", subresource: "token" } }],
    ["without an object", { objectRef: {} }],
  ])("that is %s changes nothing", (_, more) => expect(told(write(more))).toEqual([]));

  it("that was refused still has its object as a target", () => {
    expect(write({ responseStatus: { code: 403 } }).targets?.map(({ key }) => key)).toEqual(["shop/web"]);
  });

  it.each<[string, JsonObject, string]>([
    ["Metadata", { level: "Metadata", responseObject: null }, "changed, content unknown (audit level Metadata)"],
    ["Request", { level: "Request", responseObject: null }, "changed, content unknown (audit level Request)"],
    [
      "bodies too large",
      { responseObject: null, annotations: { "audit.k8s.io/truncated": "true" } },
      "changed, content unknown (the server left the bodies out)",
    ],
    [
      "an answer of another kind",
      { responseObject: { kind: "Status", metadata: {} } },
      "changed, content unknown (the answer does not hold the object)",
    ],
  ])("whose result is not in the record is told as unknown: %s", (_, more, unknown) => {
    expect(told(write(more))).toEqual([
      { what: "changed", type: "kubernetes_deployment", key: "shop/web", attributes: [["", { unknown }]] },
    ]);
  });

  it("that was cut off is told as unknown, whatever is left of it", () => {
    const { raw } = write();
    const partial = { cutPath: "responseObject.spec", cutByte: 900, unseen: ["responseObject.spec"] };
    expect(told(auditEventOf(raw, "", { origin: ORIGIN, receivedAt: 1, partial }))).toMatchObject([
      { what: "changed", attributes: [["", { unknown: "content unknown: the record was cut off" }]] },
    ]);
  });

  it("takes a group of old for the present one, and custom kinds for manifests", () => {
    const old = { apiGroup: "extensions", resource: "ingresses", namespace: "shop", name: "web" };
    const custom = { apiGroup: "argoproj.io", resource: "applications", namespace: "argocd", name: "shop" };
    expect(write({ objectRef: old }).targets?.[0]?.object?.group).toBe("networking.k8s.io");
    expect(told(write({ objectRef: custom }))[0]).toMatchObject({
      type: "kubernetes_manifest",
      key: "applications.argoproj.io/argocd/shop",
    });
  });

  it("names namespaces by themselves", () => {
    const namespace = { resource: "namespaces", namespace: "shop", name: "shop", apiVersion: "v1" };
    expect(write({ objectRef: namespace }).targets?.[0]).toMatchObject({ key: "shop", object: { namespace: "" } });
  });
});

describe("kubectl on a Deployment, line by line", () => {
  it("is told as it was done", async () => {
    const events = await auditEvents("deployment-changes.jsonl");
    const lines = events.map((event) =>
      [event.action, ...told(event).map(({ what, key }) => `${what} ${key}`)].join(" "),
    );
    expect(lines.filter((line) => line.includes(" "))).toEqual([
      "create created shop/web",
      "patch changed shop/web",
      "patch created shop/api",
      "patch changed shop/api",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "patch changed shop/web",
      "create created shop/web-config",
      "update changed shop/web-config",
      "create created shop/web-secret",
    ]);
  });

  it("knows of a scale the replicas only", async () => {
    const events = await auditEvents("deployment-changes.jsonl");
    const scale = events.find(({ resource }) => resource.type === "deployments/scale")!;
    expect(told(scale)).toEqual([
      {
        what: "changed",
        type: "kubernetes_deployment",
        key: "shop/web",
        attributes: [["spec[0].replicas", { set: 3 }]],
      },
    ]);
  });

  it("reads a scale to nothing, of which the server writes no number", () => {
    const scale = { apiGroup: "apps", resource: "deployments", namespace: "shop", name: "web", subresource: "scale" };
    const answer = { kind: "Scale", metadata: { name: "web" }, spec: {} };
    expect(told(write({ objectRef: scale, responseObject: answer }))[0]?.attributes).toEqual([
      ["spec[0].replicas", { set: 0 }],
    ]);
  });
});

describe("a deletion", () => {
  const maybe = "deleted, or a dry run of it: the audit level leaves out what would tell";

  it("is told as far as the level tells it from a dry run", async () => {
    const events = await auditEvents("deletions.jsonl");
    expect(events.map((event) => told(event)[0])).toEqual([
      { what: "deleted", type: "kubernetes_config_map", key: "billing/c11", attributes: [["", { unknown: maybe }]] },
      { what: "deleted", type: "kubernetes_pod", key: "shop/tiny" },
      { what: "deleted", type: "kubernetes_secret", key: "shop/*", attributes: [["", { unknown: maybe }]] },
      { what: "deleted", type: "kubernetes_network_policy", key: "payments/allow-dns" },
      { what: "deleted", type: "kubernetes_namespace", key: "billing" },
      { what: "deleted", type: "kubernetes_secret", key: "billing/*" },
      { what: "deleted", type: "kubernetes_deployment", key: "billing/*" },
      {
        what: "deleted",
        type: "kubernetes_config_map",
        key: "shop/web-config",
        attributes: [["", { unknown: maybe }]],
      },
      {
        what: "deleted",
        type: "kubernetes_config_map",
        key: "shop/web-config",
        attributes: [["", { unknown: maybe }]],
      },
      undefined,
      { what: "deleted", type: "kubernetes_pod", key: "shop/same-id" },
    ]);
  });

  it("of what a selector chose, unlisted, is unknown", () => {
    const event = write({
      verb: "deletecollection",
      level: "Request",
      requestURI: "/apis/apps/v1/namespaces/shop/deployments?labelSelector=app%3Dweb",
      objectRef: { apiGroup: "apps", resource: "deployments", namespace: "shop" },
      requestObject: {},
      responseObject: null,
    });
    expect(told(event)).toEqual([
      {
        what: "deleted",
        type: "kubernetes_deployment",
        key: "shop/*",
        attributes: [["", { unknown: "deleted, if the selector of the request chose it" }]],
      },
    ]);
  });
});

describe("Helm", () => {
  const secret = (verb: string, name: string, code = 200) =>
    write({
      verb,
      level: "Metadata",
      responseStatus: { code },
      objectRef: { apiVersion: "v1", resource: "secrets", namespace: "shop", name },
      responseObject: null,
    });

  it.each<[string, Event, unknown]>([
    [
      "a new Secret is a new revision",
      secret("create", "sh.helm.release.v1.web.v5", 201),
      { what: "changed", type: "helm_release", key: "shop/web", attributes: [["revision", { set: 5 }]] },
    ],
    ["its progress is none", secret("update", "sh.helm.release.v1.web.v4"), undefined],
    ["another Secret is none", secret("create", "web-tls", 201), undefined],
    [
      "a Secret gone may be the release gone",
      secret("delete", "sh.helm.release.v1.web.v5"),
      expect.objectContaining({ what: "deleted", type: "helm_release", key: "shop/web" }),
    ],
  ])("%s", (_, event, expected) => {
    expect(told(event).find(({ type }) => type === "helm_release")).toEqual(expected);
  });

  it("owns what its charts made", () => {
    const metadata = {
      name: "web",
      namespace: "shop",
      labels: { "app.kubernetes.io/managed-by": "Helm" },
      annotations: { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "shop" },
    };
    expect(told(write({ responseObject: { kind: "Deployment", metadata, spec: {} } }))[1]).toEqual({
      what: "changed",
      type: "helm_release",
      key: "shop/web",
      attributes: [["Deployment shop/web", { set: "changed" }]],
    });
  });
});
