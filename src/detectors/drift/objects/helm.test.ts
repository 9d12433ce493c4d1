import { describe, expect, it } from "vitest";
import { inside, lines, stateOf, write } from "../../../../test/inside.ts";
import { judge, open } from "../../../../test/world.ts";
import type { JsonObject } from "../../../model/json.ts";

const release = (metadata: JsonObject | JsonObject[] = [{ name: "web", namespace: "shop", revision: 4 }]) =>
  inside("helm_release.web", { id: "web", name: "web", namespace: "shop", chart: "nginx", metadata });
const held = { resources: [], terraform: stateOf(release()) };

const secret = (verb: string, revision: number, more: JsonObject = {}) =>
  write({
    level: "Metadata",
    verb,
    userAgent: "helm/v3.16",
    responseStatus: { code: verb === "create" ? 201 : 200 },
    objectRef: {
      resource: "secrets",
      namespace: "shop",
      name: `sh.helm.release.v1.web.v${revision}`,
      apiVersion: "v1",
    },
    ...more,
  });
const chartWrite = (more: JsonObject = {}) =>
  write({
    objectRef: { apiGroup: "apps", resource: "deployments", namespace: "shop", name: "web", apiVersion: "v1" },
    responseObject: {
      kind: "Deployment",
      metadata: {
        name: "web",
        namespace: "shop",
        labels: { "app.kubernetes.io/managed-by": "Helm" },
        annotations: { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "shop" },
      },
      spec: { replicas: 9 },
    },
    ...more,
  });

describe("a release", () => {
  it("upgraded by hand has another revision; what Helm wrote for it is part of that", () => {
    const [finding, ...rest] = judge(held, [
      secret("create", 5),
      chartWrite(),
      secret("update", 4),
      secret("update", 5),
    ]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: "drift/helm_release",
      title: "helm_release.web: revision made outside Terraform",
      severity: "medium",
      count: 1,
      resource: { id: "shop/web" },
      actor: { via: "helm" },
    });
    expect(lines(finding)).toEqual([["metadata[0].revision", 4, 5, "drifted"]]);
    expect(finding!.undo[0]).toEqual({
      kind: "cli",
      text: "helm rollback web 4 --namespace shop --kube-context arn:aws:eks:us-east-1:111122223333:cluster/production-cluster",
    });
    expect(finding!.undo.some(({ kind }) => kind === "terraform")).toBe(false);
  });

  it("of a provider that writes its metadata as an object is read alike", () => {
    const terraform = stateOf(release({ name: "web", namespace: "shop", revision: 4 }));
    const [finding] = judge({ resources: [], terraform }, [secret("create", 5)]);
    expect(lines(finding)).toEqual([["metadata.revision", 4, 5, "drifted"]]);
  });

  it.each<[string, JsonObject[]]>([
    ["at the revision of the state", [secret("create", 4), chartWrite()]],
    ["whose old revisions are cleared away", [secret("delete", 3)]],
    [
      "of another name",
      [
        secret("create", 9, {
          objectRef: { resource: "secrets", namespace: "shop", name: "sh.helm.release.v1.other.v9" },
        }),
      ],
    ],
  ])("%s is as it should be", (_, records) => expect(judge(held, records)).toEqual([]));

  it("whose objects somebody changed without Helm is told as that", () => {
    const [finding] = judge(held, [chartWrite()]);
    expect(finding).toMatchObject({ severity: "low", title: "helm_release.web: content changed outside helm" });
    expect(finding!.changes).toEqual([
      { path: "Deployment shop/web", after: "changed", verdict: "unmapped", reason: "content changed outside helm" },
    ]);
  });

  it.each<[string, JsonObject]>([
    ["by somebody else", { user: { username: "mallory" } }],
    ["long after", { stageTimestamp: "2026-11-20T23:00:00Z" }],
  ])("whose objects were changed %s than its last revision, too", (_, more) => {
    const [finding] = judge(held, [secret("create", 5), chartWrite(more)]);
    expect(finding!.changes.map(({ verdict }) => verdict)).toEqual(["drifted", "unmapped"]);
  });

  it("whose objects a controller changed needs nobody", () => {
    const user = { username: "system:serviceaccount:kube-system:horizontal-pod-autoscaler" };
    expect(open(judge(held, [chartWrite({ user })]))).toEqual([]);
  });

  it("may be uninstalled, or not", () => {
    const [finding] = judge(held, [secret("delete", 4)]);
    expect(finding).toMatchObject({
      title: "helm_release.web: uninstalled, or a dry run of it",
      changes: [{ path: "", verdict: "unknown" }],
      undo: [{ kind: "terraform", text: "terraform apply -target=helm_release.web # creates it" }, { kind: "note" }],
    });
  });
});
