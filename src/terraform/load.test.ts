import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../model/json.ts";
import { emptyTerraform, loadTerraform } from "./index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "terraform-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const write = async (name: string, value: Json | string) => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), typeof value === "string" ? value : JSON.stringify(value));
};
const load = (states: string[], code: string[] = []) => loadTerraform({ states, code, podIdentities: [] });

const cluster = (attributes: JsonObject = {}) => ({
  mode: "managed",
  type: "aws_eks_cluster",
  name: "this",
  instances: [
    { attributes: { id: "prod", name: "prod", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod", ...attributes } },
  ],
});
const state = (resources: Json[], serial = 1, lineage = "l-1") => ({ version: 4, serial, lineage, resources });
const prod = { type: "aws_eks_cluster", key: "prod", match: { name: "prod" } };

describe("several states", () => {
  it("are used where they can be; the others are failures, each in one line", async () => {
    await write("good.tfstate", state([cluster()]));
    await write("old.tfstate", { version: 3, serial: 1, lineage: "o", modules: [] });
    const { facts, failures } = await load([at("good.tfstate"), at("old.tfstate"), at("none.tfstate"), "s3://b/k"]);
    expect(facts.states).toEqual([{ path: at("good.tfstate"), serial: 1, lineage: "l-1", resources: 1 }]);
    expect(facts.find(prod)).toHaveLength(1);
    expect(failures.map(({ path: shown, error }) => [shown, error.message])).toEqual([
      [at("none.tfstate"), `${at("none.tfstate")}: no such file or folder`],
      ["s3://b/k", "s3://b/k: states at a URL are not supported yet"],
      [at("old.tfstate"), `${at("old.tfstate")}: state format 3`],
    ]);
  });

  it("in a folder: what only looks like one is left alone, what is broken is said", async () => {
    await write("a.tfstate", state([cluster()]));
    await write("versions.json", { version: "1.0.0", lockfileVersion: 3 });
    await write("half.tfstate", '{"version":4,');
    const { facts, failures } = await load([folder]);
    expect([facts.states.length, failures.map(({ path: shown }) => shown)]).toEqual([1, [at("half.tfstate")]]);
  });

  it("named twice are read once", async () => {
    await write("a.tfstate", state([cluster()]));
    const { facts, notices } = await load([folder, at("a.tfstate"), `${folder}/./a.tfstate`]);
    expect([facts.states.length, notices]).toEqual([1, []]);
  });

  it("of one lineage: the newest counts", async () => {
    await write("a.tfstate", state([cluster({ version: "1.30" })], 4));
    await write("b.tfstate", state([cluster({ version: "1.31" })], 5));
    const { facts, notices } = await load([folder]);
    expect(facts.find(prod).map(({ attributes }) => attributes["version"])).toEqual(["1.31"]);
    expect(notices.map(({ text }) => text)).toEqual([
      `${at("a.tfstate")}: serial 4, older than ${at("b.tfstate")} (lineage l-1, serial 5); not used`,
    ]);
  });

  it("of one lineage, serial and content are one", async () => {
    await write("a.tfstate", state([cluster()], 4));
    await write("b.tfstate", state([cluster()], 4));
    const { facts, notices } = await load([folder]);
    expect([facts.find(prod).length, notices.map(({ unit }) => unit)]).toEqual([1, [at("b.tfstate")]]);
  });

  it("that claim one resource both answer, and are named", async () => {
    await write("a.tfstate", state([cluster()], 1, "l-1"));
    await write("b.tfstate", state([{ ...cluster(), name: "other", module: "module.x" }], 1, "l-2"));
    const { facts, notices } = await load([folder]);
    expect(facts.find(prod).map(({ state: held }) => held)).toEqual([at("a.tfstate"), at("b.tfstate")]);
    expect(notices.map(({ text }) => text)).toEqual([
      `aws_eks_cluster prod: two states claim it: aws_eks_cluster.this in ${at("a.tfstate")}, module.x.aws_eks_cluster.other in ${at("b.tfstate")}; changes are compared with both`,
    ]);
  });

  it("with clusters of one name in two regions claim nothing twice", async () => {
    await write("a.tfstate", state([cluster()], 1, "l-1"));
    await write("b.tfstate", state([cluster({ arn: "arn:aws:eks:us-east-1:111122223333:cluster/prod" })], 1, "l-2"));
    const { facts, notices } = await load([folder]);
    expect([facts.clusters.map(({ region }) => region), notices]).toEqual([["eu-west-1", "us-east-1"], []]);
  });
});

describe("what is not compared", () => {
  it("is said once per type, with its number", async () => {
    const of = (type: string, count: number, mode = "managed") => ({
      mode,
      type,
      name: "x",
      instances: Array.from({ length: count }, () => ({ attributes: {} })),
    });
    await write(
      "a.tfstate",
      state([of("aws_eks_future", 2), of("kubernetes_token_request_v1", 1), of("aws_s3_bucket", 5)]),
    );
    await write(
      "b.tfstate",
      state(
        [of("aws_eks_future", 1), of("awscc_eks_addon", 1), of("helm_release", 0), of("aws_eks_clusters", 1, "data")],
        1,
        "l-2",
      ),
    );
    const { notices } = await load([folder]);
    expect(notices.map(({ text }) => text)).toEqual([
      "aws_eks_future: 3 resources are not compared: no attribute table for this type",
      "awscc_eks_addon: 1 resource is not compared: the awscc provider is not compared",
      "kubernetes_token_request_v1: 1 resource is not compared: this kind of object is not compared",
    ]);
  });

  it("names a state whose resources inside a cluster belong to none that is known", async () => {
    const app = {
      mode: "managed",
      type: "kubernetes_config_map",
      name: "x",
      instances: [{ attributes: { metadata: [{ name: "web", namespace: "shop" }] } }],
    };
    await write("a.tfstate", state([app]));
    await write("b.tfstate", state([cluster({ enabled_cluster_log_types: ["audit"] }), app], 1, "l-2"));
    const clusterStates = [{ cluster: { name: "dev" }, state: at("*.tfstate") }];
    const { notices } = await load([folder]);
    expect(notices.map(({ text }) => text)).toEqual([
      `${at("a.tfstate")}: 1 resource inside a cluster (kubernetes_*, kubectl_manifest, helm_release) is not compared, because the state does not name exactly one aws_eks_cluster; add \`state: ${at("a.tfstate")}\` to the cluster's entry of \`clusters\` in binnacle.yaml`,
    ]);
    const told = await loadTerraform({ states: [folder], code: [], podIdentities: [], clusterStates });
    expect(told.notices).toEqual([]);
  });

  it("names a cluster whose audit log is off, though resources inside it are held", async () => {
    const app = {
      mode: "managed",
      type: "kubernetes_namespace",
      name: "x",
      instances: [{ attributes: { metadata: [{ name: "shop" }] } }],
    };
    await write("a.tfstate", state([cluster({ enabled_cluster_log_types: ["api"] }), app]));
    const { notices } = await load([folder]);
    expect(notices.map(({ text }) => text)).toEqual([
      `${at("a.tfstate")}: aws_eks_cluster.this does not switch on the log type audit: changes of 1 resource inside the cluster are not seen`,
    ]);
    await write("a.tfstate", state([cluster({ enabled_cluster_log_types: ["api", "audit"] }), app]));
    expect((await load([folder])).notices).toEqual([]);
  });

  it("names a resource that still lies in format 3", async () => {
    await write("a.tfstate", state([{ ...cluster(), instances: [{ attributes_flat: { id: "prod" } }] }]));
    const { facts, notices } = await load([at("a.tfstate")]);
    expect([facts.find(prod), notices.map(({ code }) => code)]).toEqual([[], ["terraform-state-flat"]]);
    expect(notices[0]!.text).toContain("aws_eks_cluster.this still lies in state format 3");
  });
});

describe("source", () => {
  const source = `resource "aws_eks_cluster" "this" {\n  lifecycle {\n    ignore_changes = [version]\n  }\n}\n`;

  it("says what a resource ignores and where it stands", async () => {
    await write(
      "terraform.tfstate",
      state([{ ...cluster(), instances: [{ ...cluster().instances[0]!, index_key: 0 }] }]),
    );
    await write("main.tf", source);
    const { facts } = await load([at("terraform.tfstate")], [folder]);
    expect(facts.find(prod)[0]!.code).toEqual({
      at: { file: at("main.tf"), line: 1, column: 1 },
      ignoreChanges: ["version"],
      preventDestroy: false,
      argumentNames: new Set(),
    });
  });

  it("and states make the version", async () => {
    await write("terraform.tfstate", state([cluster()]));
    await write("main.tf", source);
    const version = async (code: string[]) => (await load([at("terraform.tfstate")], code)).facts.version;
    const [first, same, without] = [await version([folder]), await version([folder]), await version([])];
    await write("main.tf", source.replace("[version]", "all"));
    const changed = await version([folder]);
    await write("terraform.tfstate", state([cluster()], 2));
    expect(same).toBe(first);
    expect(new Set([first, without, changed, await version([folder])]).size).toBe(4);
  });
});

describe("no state", () => {
  it("manages nothing", () => {
    const facts = emptyTerraform();
    expect([facts.states, facts.clusters, facts.find(prod), facts.holds({ name: "prod" })]).toEqual([
      [],
      [],
      [],
      false,
    ]);
  });

  it("names a damaged resource", async () => {
    await write("a.tfstate", state([{ ...cluster(), instances: [{ attributes: "x" }] }]));
    const { facts, notices } = await load([at("a.tfstate")]);
    expect([facts.find(prod), notices.map(({ code }) => code)]).toEqual([[], ["terraform-state-damaged"]]);
    expect(notices[0]!.text).toContain("aws_eks_cluster.this is damaged");
  });
});
