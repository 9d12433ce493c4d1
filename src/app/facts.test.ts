import { describe, expect, it } from "vitest";
import type { ManagedResource, TerraformFacts } from "../model/terraform.ts";
import { emptyTerraform } from "../terraform/index.ts";
import { configSchema } from "./config/schema.ts";
import { factsOf } from "./facts.ts";

const config = (what: object) => configSchema.parse(what);
/** A state that holds one cluster with these attributes. */
const holding = (attributes: object, sensitive: string[] = []): TerraformFacts => ({
  ...emptyTerraform(),
  find: () => [{ current: true, attributes, sensitive: sensitive as readonly string[] } as ManagedResource],
});
const prod = { name: "prod-eu", account: "111122223333", region: "eu-west-1" };

describe("labels", () => {
  const entries = [
    { match: { name: "prod-*", region: "us-*" }, labels: { team: "elsewhere" } },
    { match: { name: "prod-*", account: "acme-*" }, labels: { env: "live", team: "payments" } },
    { match: {}, labels: { env: "other" } },
  ];
  const accounts = [{ id: "111122223333", name: "acme-prod" }];
  it.each([
    [
      "an entry without labels says nothing of them",
      { clusters: [{ match: { name: "prod-eu" }, state: "apps.tfstate" }, ...entries], accounts },
      prod,
      { env: "live", team: "payments" },
    ],
    ["the first entry that fits", { clusters: entries, accounts }, prod, { env: "live", team: "payments" }],
    ["an account nobody named", { clusters: entries }, prod, { env: "other" }],
    ["nothing known but the name", { clusters: entries, accounts }, { name: "prod-eu" }, { env: "other" }],
    [
      "an entry without env",
      { clusters: [entries[0]] },
      { ...prod, region: "us-east-1" },
      { env: "prod", team: "elsewhere" },
    ],
    ["no entry", {}, prod, { env: "prod" }],
  ])("%s", (_, given, cluster, labels) => {
    expect(factsOf(config(given), emptyTerraform()).labels(cluster)).toEqual(labels);
  });

  it.each([
    ["all tags", { tags: { a: "1" }, tags_all: { env: "dev", a: "1" } }, { env: "dev", a: "1" }],
    ["tags of the resource", { tags: { a: "1" }, tags_all: null }, { env: "prod", a: "1" }],
    ["tags that are none", { tags: { a: 1, b: null } }, { env: "prod" }],
  ])("from the state: %s", (_, attributes, labels) => {
    expect(factsOf(config({}), holding(attributes)).labels(prod)).toEqual(labels);
  });

  it.each([
    ["one of the map", ["tags.key", 'tags["a b"]'], { env: "prod", team: "a" }],
    ["the whole map", ["tags"], { env: "prod" }],
  ])("never show a tag that the state hides: %s", (_, sensitive, labels) => {
    const tags = { key: "secret", "a b": "secret", team: "a" };
    expect(factsOf(config({}), holding({ tags, tags_all: tags }, sensitive)).labels(prod)).toEqual(labels);
  });

  it("of an entry come before tags", () => {
    const facts = factsOf(
      config({ clusters: [{ match: {}, labels: { team: "a" } }] }),
      holding({ tags: { env: "dev" } }),
    );
    expect(facts.labels(prod)).toEqual({ env: "prod", team: "a" });
  });
});

it("the version tells configurations apart", () => {
  const version = (what: object) => factsOf(config(what), emptyTerraform()).version;
  expect(version({})).toBe(version({ store: "sqlite:x" }));
  expect(version({})).not.toBe(version({ time: { settle: "1m" } }));
  expect(version({})).not.toBe(version({ trust: { apply_roles: ["x"] } }));
});

it("trust keeps what the configuration says", () => {
  const role = "arn:aws:iam::111122223333:role/deploy";
  const pod = { cluster: "prod", namespace: "shop", service_account: "checkout", role };
  const given = {
    apply_roles: [role],
    admin_principals: ["Admin"],
    gitops_identities: ["argo*"],
    pod_identities: [pod],
  };
  expect(factsOf(config({ trust: given }), emptyTerraform()).trust).toEqual({
    applyRoles: [role],
    adminPrincipals: ["Admin"],
    gitopsIdentities: ["argo*"],
    podIdentities: [{ cluster: "prod", namespace: "shop", serviceAccount: "checkout", role }],
  });
});
