import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "./config/index.ts";
import { readTerraform } from "./parts.ts";

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

const instances = [{ attributes: { metadata: [{ name: "web", namespace: "shop" }] } }];
const resources = [{ mode: "managed", type: "kubernetes_config_map", name: "web", instances }];
writeFileSync(at("apps.tfstate"), JSON.stringify({ version: 4, serial: 1, lineage: "l", resources }));

describe("the states of a cluster", () => {
  it.each([
    ["as findings print them", at("apps.tfstate")],
    ["as seen from the file's folder", "apps.tfstate"],
    ["by a pattern", "./*.tfstate"],
  ])("are named %s", async (_, state) => {
    writeFileSync(
      at("binnacle.yaml"),
      `accounts: [{ id: "111122223333", name: acme }]\nclusters:\n  - match: { name: prod, account: acme }\n    state: "${state}"\n`,
    );
    const config = await loadConfig(at("binnacle.yaml"), {});
    const { facts } = await readTerraform({ states: [at("apps.tfstate")], code: [], config });
    const object = { group: "", resource: "configmaps", namespace: "shop", name: "web" };
    const [found] = facts.find({ type: "*", key: "", match: {}, cluster: "prod", account: "111122223333", object });
    expect(found).toMatchObject({ address: "kubernetes_config_map.web", clusters: [{ name: "prod" }] });
    const elsewhere = { type: "*", key: "", match: {}, cluster: "prod", account: "444455556666", object };
    expect(facts.find(elsewhere)).toEqual([]);
  });
});
