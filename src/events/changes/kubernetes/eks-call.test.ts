import { describe, expect, it } from "vitest";
import { changes } from "../../../../test/telling.ts";
import type { JsonObject } from "../../../model/json.ts";

const manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata: { namespace: "shop", name: "web" } };

describe("an object that AWS wrote through EKS", () => {
  it.each<[string, string, JsonObject, string]>([
    ["as a manifest", "createKubernetesObject", { name: "prod", object: manifest }, "created"],
    ["as its text", "updateKubernetesObject", { name: "prod", body: JSON.stringify(manifest) }, "changed"],
    [
      "by its names",
      "DeleteKubernetesObject",
      { clusterName: "prod", apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" },
      "deleted",
    ],
  ])("is found %s", (_, action, request, what) => {
    const [change, ...rest] = changes(`eks/${action}`, request);
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      what,
      target: {
        type: "kubernetes_deployment",
        cluster: "prod",
        key: "shop/web",
        object: { group: "apps", resource: "deployments", namespace: "shop", name: "web" },
      },
    });
    const content = [{ path: "", value: { unknown: "written through EKS, content unknown" } }];
    expect(change?.attributes).toMatchObject(what === "deleted" ? [] : content);
  });

  it("is not told where the record does not name it", () => {
    expect(changes("eks/createKubernetesObject", { name: "prod" })).toEqual([]);
  });

  it("is not searched for in the depths of a request", () => {
    let deep: JsonObject = { object: manifest };
    for (let level = 0; level < 100; level += 1) deep = { inner: deep };
    expect(changes("eks/createKubernetesObject", { name: "prod", ...deep })).toEqual([]);
  });
});
