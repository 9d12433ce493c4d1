import { describe, expect, it } from "vitest";
import type { ObjectRef } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import { readState } from "../state/read-state.ts";
import type { ClusterStates } from "./homes.ts";
import { terraformFacts } from "./terraform-facts.ts";

const resource = (address: string, attributes: JsonObject) => {
  const [mode, type, name] = address.startsWith("data.") ? address.split(".") : ["managed", ...address.split(".")];
  return { mode, type: type!, name: name!, instances: [{ attributes }] };
};
const cluster = (name: string) =>
  resource("aws_eks_cluster.this", { name, arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}` });
const named = (name: string, namespace?: string): JsonObject => ({
  metadata: [{ name, ...(namespace === undefined ? {} : { namespace }) }],
});

function facts(states: { [path: string]: ReturnType<typeof resource>[] }, configured: ClusterStates[] = []) {
  const loaded = Object.entries(states).map(([path, resources]) => ({
    path,
    content: readState(Buffer.from(JSON.stringify({ version: 4, serial: 1, lineage: path, resources })), path),
  }));
  return terraformFacts(loaded, [], configured);
}

const find = (
  held: ReturnType<typeof facts>,
  object: Partial<ObjectRef>,
  more: { cluster?: string; type?: string } = {},
) =>
  held
    .find({
      type: "*",
      key: "",
      match: {},
      ...more,
      object: { group: "", resource: "configmaps", namespace: "shop", name: "web", ...object },
    })
    .map(({ address, key }) => `${address} ${key}`);

describe("an object inside a cluster", () => {
  const deployment = { group: "apps", resource: "deployments" };
  const issuer = { group: "cert-manager.io", resource: "clusterissuers", namespace: "", name: "le" };
  const yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\n";
  const manifest = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name: "le" } };
  const partial = (kind: string, apiVersion: string) => ({ api_version: apiVersion, kind, ...named("web", "shop") });

  it.each<[string, string, JsonObject, Partial<ObjectRef>, string]>([
    ["by its type", "kubernetes_deployment.a", named("web", "shop"), deployment, "shop/web"],
    ["by the type's newer name", "kubernetes_deployment_v1.a", named("web", "shop"), deployment, "shop/web"],
    [
      "in the namespace nobody named",
      "kubernetes_config_map.a",
      named("web", "default"),
      { namespace: "" },
      "default/web",
    ],
    ["without a namespace", "kubernetes_namespace.a", named("web"), { resource: "namespaces", namespace: "" }, "web"],
    ["as a manifest", "kubernetes_manifest.a", { manifest }, issuer, "clusterissuers.cert-manager.io/le"],
    [
      "as a manifest with its type",
      "kubernetes_manifest.a",
      { manifest: { type: ["object", {}], value: manifest } },
      issuer,
      "clusterissuers.cert-manager.io/le",
    ],
    ["as YAML", "kubectl_manifest.a", { yaml_body: yaml }, {}, "configmaps/shop/web"],
    ["by its labels", "kubernetes_labels.a", partial("Deployment", "apps/v1"), deployment, "deployments.apps/shop/web"],
    ["by some of its data", "kubernetes_config_map_v1_data.a", named("web", "shop"), {}, "shop/web"],
    [
      "a node by its taints",
      "kubernetes_node_taint.a",
      named("ip-10-0-0-1"),
      { resource: "nodes", namespace: "", name: "ip-10-0-0-1" },
      "nodes/ip-10-0-0-1",
    ],
    [
      "a release",
      "helm_release.a",
      { id: "web", name: "web", namespace: "shop" },
      { group: "helm.sh", resource: "releases" },
      "shop/web",
    ],
  ])("is found %s", (_, address, attributes, object, key) => {
    const held = facts({ "a.tfstate": [cluster("prod"), resource(address, attributes)] });
    expect(find(held, object, { cluster: "prod" })).toEqual([`${address} ${key}`]);
    expect(find(held, { ...object, name: "*" }, { cluster: "prod" })).toEqual([`${address} ${key}`]);
    expect(find(held, { ...object, name: "other" }, { cluster: "prod" })).toEqual([]);
  });

  it("is one of its own cluster only", () => {
    const held = facts({
      "a.tfstate": [cluster("prod"), resource("kubernetes_config_map.a", named("web", "shop"))],
      "b.tfstate": [cluster("dev"), resource("kubernetes_config_map.b", named("web", "shop"))],
    });
    expect(find(held, {}, { cluster: "prod" })).toEqual(["kubernetes_config_map.a shop/web"]);
    expect(find(held, {}, { cluster: "other" })).toEqual([]);
    expect(find(held, {})).toEqual([]);
  });

  it("is found without a cluster's name where there is but one", () => {
    const held = facts({ "a.tfstate": [cluster("prod"), resource("kubernetes_config_map.a", named("web", "shop"))] });
    expect(find(held, {})).toEqual(["kubernetes_config_map.a shop/web"]);
    expect(find(held, {}, { type: "kubernetes_secret" })).toEqual([]);
  });
});

describe("the cluster of a state", () => {
  const apps = [resource("kubernetes_config_map.a", named("web", "shop"))];
  const dev: ClusterStates = { cluster: { name: "dev" }, state: "envs/*/apps.tfstate" };
  const clusterOf = (held: ReturnType<typeof facts>) =>
    held.resources.find(({ type }) => type === "kubernetes_config_map")!.clusters.map(({ name }) => name);

  it.each<[string, ReturnType<typeof resource>[], ClusterStates[], string[]]>([
    ["is the one it manages", [cluster("prod"), ...apps], [dev], ["prod"]],
    ["is the one it looks up", [resource("data.aws_eks_cluster.this", { name: "prod" }), ...apps], [dev], ["prod"]],
    ["is the configured one where it names none", apps, [dev], ["dev"]],
    [
      "is the configured one where it names two",
      [cluster("prod"), resource("data.aws_eks_cluster.other", { name: "prod-2" }), ...apps],
      [dev],
      ["dev"],
    ],
    ["is nobody's otherwise", apps, [{ ...dev, state: "other.tfstate" }], []],
  ])("%s", (_, resources, configured, expected) => {
    expect(clusterOf(facts({ "envs/prod/apps.tfstate": resources }, configured))).toEqual(expected);
  });

  it("brings account and Region along", () => {
    const held = facts({ "a.tfstate": [cluster("prod")], "b.tfstate": apps }, [
      { ...dev, cluster: { name: "prod" }, state: "b.*" },
    ]);
    const [found] = held.resources.filter(({ type }) => type === "kubernetes_config_map");
    expect(found!.clusters).toMatchObject([{ name: "prod", account: "111122223333", region: "eu-west-1" }]);
  });
});

describe("what holds secrets", () => {
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "web", namespace: "shop" } };
  it.each<[string, JsonObject, string[]]>([
    ["kubernetes_secret.a", named("web", "shop"), ["data", "binary_data"]],
    ["kubernetes_manifest.a", { manifest: secret }, expect.arrayContaining(["manifest.data", "manifest.stringData"])],
    ["kubectl_manifest.a", { yaml_body: JSON.stringify(secret) }, expect.arrayContaining(["yaml_body"])],
    ["kubernetes_config_map.a", named("web", "shop"), []],
  ])("is never shown: %s", (address, attributes, expected) => {
    expect(facts({ "a.tfstate": [resource(address, attributes)] }).resources[0]!.sensitive).toEqual(expected);
  });
});
