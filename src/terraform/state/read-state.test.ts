import { describe, expect, it } from "vitest";
import { AppError } from "../../model/errors.ts";
import type { Json } from "../../model/json.ts";
import { readState } from "./read-state.ts";

const read = (value: Json | string) =>
  readState(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), "a.tfstate");

const v4 = (...resources: Json[]) => ({ version: 4, serial: 7, lineage: "l-1", outputs: {}, resources });

const nodeGroup = (instance: { [key: string]: Json }, resource: { [key: string]: Json } = {}) => ({
  mode: "managed",
  type: "aws_eks_node_group",
  name: "this",
  provider: 'provider["registry.terraform.io/hashicorp/aws"]',
  ...resource,
  instances: [{ schema_version: 0, attributes: { id: "prod:a" }, ...instance }],
});

describe("a state of format 4", () => {
  it("gives serial, lineage and the number of instances, data sources included", () => {
    const data = { mode: "data", type: "aws_ami", name: "x", instances: [{}, {}] };
    const { serial, lineage, count, instances } = read(v4(nodeGroup({}), data, { ...data, instances: [] }));
    expect({ serial, lineage, count }).toEqual({ serial: 7, lineage: "l-1", count: 3 });
    expect(instances.map(({ address }) => address)).toEqual(["aws_eks_node_group.this"]);
  });

  it.each([
    ["root", {}, {}, "aws_eks_node_group.this"],
    ["count", {}, { index_key: 0 }, "aws_eks_node_group.this[0]"],
    ["for_each", {}, { index_key: "general" }, 'aws_eks_node_group.this["general"]'],
    ["a key with dots and slashes", {}, { index_key: "a.b/c" }, 'aws_eks_node_group.this["a.b/c"]'],
    ["a key with brackets and quotes", {}, { index_key: 'x["y"]' }, 'aws_eks_node_group.this["x[\\"y\\"]"]'],
    ["a key like a template", {}, { index_key: "${a}" }, 'aws_eks_node_group.this["$${a}"]'],
    ["a module", { module: 'module.eks["prod/a"]' }, {}, 'module.eks["prod/a"].aws_eks_node_group.this'],
    ["a data source", { mode: "data", type: "aws_region" }, {}, "data.aws_region.this"],
  ] as const)("writes the address: %s", (_, resource, instance, address) => {
    expect(read(v4(nodeGroup(instance, resource))).instances[0]!.address).toBe(address);
  });

  it("does not care in which order keys stand, nor for text that looks like JSON", () => {
    const text = `{"resources":[{"instances":[{"attributes":{"id":"p:\\"]}[","note":"${'\\"'.repeat(60)}"}}],"name":"n","type":"aws_eks_node_group","mode":"managed"}],"lineage":"l","serial":1,"version":4}`;
    const { count, instances } = read(text);
    expect([count, instances[0]!.attributes["id"]]).toEqual([1, 'p:"]}[']);
  });

  it("tells deposed objects from current ones; tainted ones are current", () => {
    const extras: { [key: string]: Json }[] = [{}, { deposed: "8d2e" }, { status: "tainted" }];
    const states = extras.map((extra) => read(v4(nodeGroup(extra))));
    expect(states.map(({ instances }) => instances[0]!.current)).toEqual([true, false, true]);
  });

  it("lists sensitive paths, those of the provider and those known by name", () => {
    const step = (value: string) => ({ type: "get_attr", value });
    const team = { type: "index", value: { value: "team", type: "string" } };
    const second = { type: "index", value: { value: 1, type: "number" } };
    const listed = [
      [step("labels"), team],
      [step("taint"), second, step("value")],
      [step("set"), { type: "index" }],
    ];
    const attributes = { id: "x", user_data: null, oidc: [{ client_secret: "s" }], http_tokens: "required" };
    expect(read(v4(nodeGroup({ attributes, sensitive_attributes: listed }))).instances[0]!.sensitive).toEqual([
      "labels.team",
      "taint[1].value",
      "set",
      "user_data",
      "oidc[0].client_secret",
    ]);
  });

  it("refuses flat attributes for their resource only", () => {
    const flat = { attributes: null, attributes_flat: { id: "x" }, index_key: 1 };
    const { flat: addresses, instances } = read(v4(nodeGroup(flat), nodeGroup({})));
    expect([addresses, instances.length]).toEqual([["aws_eks_node_group.this[1]"], 1]);
  });

  it.each<[string, Json, string]>([
    ["no list of instances", { ...nodeGroup({}), instances: 7 }, "aws_eks_node_group.this"],
    ["an instance that is no object", { ...nodeGroup({}), instances: ["x"] }, "aws_eks_node_group.this"],
    ["attributes that are text", nodeGroup({ attributes: "x", index_key: 1 }), "aws_eks_node_group.this[1]"],
    ["no name", { ...nodeGroup({}), name: 1 }, "aws_eks_node_group"],
  ])("names a resource with %s and reads the others", (_, resource, address) => {
    const { damaged, instances } = read(v4(resource, nodeGroup({})));
    expect([damaged, instances.length]).toEqual([[address], 1]);
  });

  it("counts managed instances of types it does not look into", () => {
    const other = (mode: string, type: string) => ({ mode, type, name: "x", instances: [{}, {}] });
    const { others } = read(v4(other("managed", "awscc_eks_cluster"), other("data", "aws_ami")));
    expect([...others]).toEqual([["awscc_eks_cluster", 2]]);
  });

  it("keeps a member called __proto__ a member", () => {
    const text = JSON.stringify(v4(nodeGroup({}))).replace('"id":"prod:a"', '"__proto__":{"polluted":true}');
    expect(read(text).instances[0]!.attributes["polluted"]).toBeUndefined();
  });

  it("has one digest for one content", () => {
    const [a, b, c] = [{ id: "a" }, { id: "a" }, { id: "b" }].map((attributes) => read(v4(nodeGroup({ attributes }))));
    expect([a!.digest === b!.digest, a!.digest === c!.digest]).toEqual([true, false]);
  });

  it("reads what a Windows shell wrote", () => {
    const text = JSON.stringify(v4(nodeGroup({})));
    expect(readState(Buffer.from(`\uFEFF${text}`, "utf16le"), "a").count).toBe(1);
    expect(readState(Buffer.from(`\uFEFF${text}`), "a").count).toBe(1);
  });
});

describe("terraform show -json", () => {
  const cluster = {
    address: 'module.eks["a.b"].aws_eks_cluster.this[0]',
    mode: "managed",
    type: "aws_eks_cluster",
    name: "this",
    index: 0,
    provider_name: "registry.terraform.io/hashicorp/aws",
    values: { name: "prod", vpc_config: [{ subnet_ids: [] }] },
    sensitive_values: { vpc_config: [{ subnet_ids: [] }], tags: { secret: true } },
  };
  const data = { address: "data.aws_ami.x", mode: "data", type: "aws_ami", values: {} };
  const values = { root_module: { resources: [data], child_modules: [{ child_modules: [{ resources: [cluster] }] }] } };

  it.each([
    ["of a state", { format_version: "1.0", terraform_version: "1.11.4", values }],
    [
      "of a plan: what was before",
      { format_version: "1.2", planned_values: {}, prior_state: { format_version: "1.0", values } },
    ],
  ])("%s", (_, shown) => {
    const { count, serial, instances } = read(shown);
    expect([count, serial]).toEqual([2, undefined]);
    expect(instances).toEqual([
      {
        mode: "managed",
        type: "aws_eks_cluster",
        address: cluster.address,
        current: true,
        attributes: cluster.values,
        identity: undefined,
        sensitive: ["tags.secret"],
      },
    ]);
  });

  it("of an empty state holds nothing", () => {
    expect(read({ format_version: "1.0", terraform_version: "1.11.4" }).count).toBe(0);
  });
});

function refusal(text: Json): AppError | undefined {
  try {
    read(text);
    return undefined;
  } catch (thrown) {
    return AppError.from(thrown);
  }
}

describe("refusals", () => {
  const stream = '{"@level":"info","@message":"x","type":"version"}\n{"@level":"info","type":"planned_change"}\n';
  const broken = JSON.stringify(v4(nodeGroup({})), null, 1).replace('"id"', "id");
  it.each([
    ["nothing", " \n", "a.tfstate: the file is empty"],
    ["other text", "hello", "a.tfstate: not a Terraform state"],
    ["other JSON", { Records: [] }, "a.tfstate: not a Terraform state"],
    ["a lock file with a version", { version: 4, name: "x" }, "a.tfstate: not a Terraform state"],
    ["gzip", "\u001f\ufffd", "a.tfstate: not a Terraform state"],
    ["a plan file", "PK\u0003\u0004…", "a.tfstate: a plan file, not a state"],
    ["format 3", { version: 3, serial: 1, lineage: "l", modules: [] }, "a.tfstate: state format 3"],
    ["format 1", { version: 1, serial: 1, modules: [] }, "a.tfstate: state format 1"],
    [
      "the backend settings",
      { version: 3, serial: 1, lineage: "l", backend: { type: "s3" }, modules: [] },
      "a.tfstate: the backend settings of an initialised directory, not a state",
    ],
    [
      "format 5",
      { version: 5, serial: 1, lineage: "l", resources: [] },
      "a.tfstate: state format 5 is newer than the format 4 that Binnacle reads",
    ],
    [
      "a newer show format",
      { format_version: "2.0", values: {} },
      'a.tfstate: `terraform show -json` of format "2.0" is newer than the format 1 that Binnacle reads',
    ],
    [
      "OpenTofu encryption",
      {
        serial: 1,
        lineage: "l",
        meta: { "key_provider.pbkdf2.k": "e30=" },
        encrypted_data: "x",
        encryption_version: "v0",
      },
      "a.tfstate: encrypted by OpenTofu",
    ],
    ["resources that are text", { ...v4(), resources: "x" }, "a.tfstate: damaged: its `resources` are not a list"],
    ["resources that are an object", { ...v4(), resources: {} }, "a.tfstate: damaged: its `resources` are not a list"],
    ["an event stream", stream, "a.tfstate: the event stream of `terraform plan -json`, which holds no values"],
    [
      "half of it",
      JSON.stringify(v4(nodeGroup({}))).slice(0, 92),
      "a.tfstate: broken JSON: the text ends inside a string at line 1, column 93",
    ],
    [
      "a missing end",
      '{"version":4,"resources":[',
      "a.tfstate: broken JSON: the text ends in the middle at line 1, column 27",
    ],
    [
      "a wrong bracket",
      '{"version":4,"outputs":{"a":[}},"resources":[]}',
      'a.tfstate: broken JSON: the text has an unexpected "}" at line 1, column 30',
    ],
    [
      "text after the end",
      `${JSON.stringify(v4())}\n{}`,
      "a.tfstate: broken JSON: the text goes on after the end of the state at line 2, column 1",
    ],
    [
      "depth",
      `{"version":4,"outputs":${"[".repeat(600)}`,
      "a.tfstate: broken JSON: the text is nested deeper than 512 levels at line 1, column 536",
    ],
  ])("%s", (_, text, message) => {
    expect(refusal(text)).toMatchObject({ code: "decode.invalid", message });
  });

  it("says where inside a resource the text is broken", () => {
    expect(() => read(broken)).toThrow(/^a\.tfstate: broken JSON: the text is not JSON at line \d+, column \d+$/);
  });

  it("tells what to do about a state of format 3", () => {
    expect(refusal({ version: 3, serial: 1, lineage: "l", modules: [] })?.hint).toBe(
      "run `terraform apply -refresh-only` and then `terraform state pull > FILE` with Terraform 0.15.4 or newer in its directory, and name FILE",
    );
    expect(refusal({ encrypted_data: "x" })?.hint).toBe(
      "run `tofu state pull > FILE` where the key is configured, and name FILE",
    );
  });

  it("recognises gzip by its bytes", () => {
    expect(() => readState(Buffer.from([0x1f, 0x8b, 8]), "a")).toThrow("a: compressed with gzip");
  });
});
