import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCode } from "./state-code.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "code-"));
});
afterEach(() => rm(root, { recursive: true }));

const write = async (files: { [name: string]: string }) => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
};

/** The source of one state that holds these addresses. */
const read = async (addresses: string[], directories = [root], state = "elsewhere/terraform.tfstate") => {
  const { byState, notices } = await readCode(directories, [{ path: state, addresses }]);
  return { code: byState.get(state), notices };
};

const group = (lifecycle: string) => `resource "aws_eks_node_group" "a" {\n  lifecycle {\n    ${lifecycle}\n  }\n}\n`;
const groupJson = (ignore: unknown) =>
  JSON.stringify({ resource: { aws_eks_node_group: { a: { lifecycle: { ignore_changes: ignore } } } } });

describe("ignore_changes", () => {
  it.each([
    ["a name", "[taint]", ["taint"]],
    ["an index", "[scaling_config[0].desired_size]", ["scaling_config[0].desired_size"]],
    ["an index of old", "[scaling_config.0.desired_size]", ["scaling_config[0].desired_size"]],
    ["a key", '[tags["a.b/c"], labels["x"], tags.k]', ['tags["a.b/c"]', "labels.x", "tags.k"]],
    ["a quoted key", '[tags["say \\"hi\\""]]', ['tags["say \\"hi\\""]']],
    [
      "white space and comments",
      '[\n  version, # why\n  tags [ "k" ],\n  /* x */ taint,\n]',
      ["version", "tags.k", "taint"],
    ],
    ["strings of old", '["version", "scaling_config.0.min_size"]', ["version", "scaling_config[0].min_size"]],
    ["all", "all", "all"],
    ["nothing", "[]", []],
    ["what Terraform refuses", '[scaling_config.*.min_size, var.x[each.key], "*"]', []],
    ["all in a list is a name", '["all"]', ["all"]],
  ] as const)("%s", async (_, written, expected) => {
    await write({ "main.tf": group(`ignore_changes = ${written}`) });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource('aws_eks_node_group.a["x"]')!.ignoreChanges).toEqual(expected);
  });

  it.each([
    [
      ["tags", "scaling_config[0].desired_size"],
      ["tags", "scaling_config[0].desired_size"],
    ],
    ["all", "all"],
    ["tags", []],
  ])("in JSON: %j", async (written, expected) => {
    await write({ "main.tf.json": groupJson(written) });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource("aws_eks_node_group.a[0]")!.ignoreChanges).toEqual(expected);
  });

  it("of an override file wins", async () => {
    await write({ "a_override.tf": group("ignore_changes = [version]"), "main.tf": group("ignore_changes = [tags]") });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource("aws_eks_node_group.a")!.ignoreChanges).toEqual(["version"]);
    expect(code!.resource("aws_eks_node_group.a")!.at).toEqual({
      file: path.join(root, "main.tf"),
      line: 1,
      column: 1,
    });
  });
});

describe("a resource block", () => {
  it("has a place, prevent_destroy and the arguments it sets", async () => {
    await write({
      "main.tf": `# first\n\n  resource "aws_eks_node_group" "a" {
        for_each = var.groups
        version  = null
        labels   = { a = 1 }
        scaling_config { min_size = 1 }
        dynamic "taint" {
          for_each = var.taints
          content {}
        }
        lifecycle { prevent_destroy = true }
      }`,
    });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource("aws_eks_node_group.a")).toEqual({
      at: { file: path.join(root, "main.tf"), line: 3, column: 3 },
      ignoreChanges: [],
      preventDestroy: true,
      argumentNames: new Set(["labels", "scaling_config", "taint"]),
    });
  });

  it("in JSON likewise", async () => {
    const body = '{"//": "why", "labels": {}, "dynamic": {"taint": []}, "lifecycle": [{"prevent_destroy": true}]}';
    await write({ "main.tf.json": `{\n  "resource": {"aws_eks_node_group": {\n    "a": ${body}}}\n}` });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource("aws_eks_node_group.a")).toEqual({
      at: { file: path.join(root, "main.tf.json"), line: 3, column: 5 },
      ignoreChanges: [],
      preventDestroy: true,
      argumentNames: new Set(["labels", "taint"]),
    });
  });
});

describe("modules", () => {
  const call = (name: string, source: string) => `module "${name}" {\n  source = "${source}"\n}\n`;

  it("are found where the manifest says, else by their local path", async () => {
    await write({
      "main.tf": call("eks", "terraform-aws-modules/eks/aws"),
      ".terraform/modules/modules.json": JSON.stringify({
        Modules: [
          { Key: "", Source: "", Dir: "." },
          { Key: "eks", Source: "registry.terraform.io/terraform-aws-modules/eks/aws", Dir: ".terraform/modules/eks" },
        ],
      }),
      ".terraform/modules/eks/main.tf": call("group", "./modules/group"),
      ".terraform/modules/eks/modules/group/main.tf": group("ignore_changes = [scaling_config[0].desired_size]"),
    });
    const { code, notices } = await read(['module.eks.module.group["a/b"].aws_eks_node_group.a[0]']);
    const found = code!.resource('module.eks.module.group["a/b"].aws_eks_node_group.a[0]');
    expect(found!.ignoreChanges).toEqual(["scaling_config[0].desired_size"]);
    expect(path.relative(root, found!.at.file)).toBe(".terraform/modules/eks/modules/group/main.tf");
    expect(notices).toEqual([]);
  });

  it("that are not on disk are named, once each", async () => {
    await write({ "main.tf": call("eks", "git::https://example.com/eks.git") });
    const { code, notices } = await read(["module.eks.aws_eks_cluster.a", "module.eks.aws_eks_addon.b"]);
    expect(code!.resource("module.eks.aws_eks_cluster.a")).toBeUndefined();
    expect(notices.map(({ text }) => text)).toEqual([
      `${root}: the source of module.eks is not on disk, so its ignore_changes are unknown; run \`terraform init\` there`,
    ]);
  });

  it("that call themselves end", async () => {
    await write({ "main.tf": call("self", "./") + group("ignore_changes = all") });
    const { code } = await read(["module.self.module.self.aws_eks_node_group.a"]);
    expect(code!.resource("module.self.module.self.aws_eks_node_group.a")!.ignoreChanges).toBe("all");
  });
});

describe("blocks that change what belongs together", () => {
  it("moved leads from the old address to the block, through modules and chains", async () => {
    await write({
      "main.tf": `
        moved {
          from = aws_eks_node_group.old
          to   = module.groups["x"].aws_eks_node_group.a
        }
        moved {
          from = module.before
          to   = module.groups
        }
        moved {
          from = aws_eks_node_group.older
          to   = aws_eks_node_group.old
        }
        moved {
          from = aws_eks_addon.a
          to   = aws_eks_addon.b
        }
        moved {
          from = aws_eks_addon.b
          to   = aws_eks_addon.a
        }
        module "groups" {
          source = "./groups"
        }`,
      "groups/main.tf": group("ignore_changes = all"),
    });
    const { code } = await read(["aws_eks_node_group.old"]);
    const found = ["aws_eks_node_group.older", "module.before[0].aws_eks_node_group.a", "aws_eks_addon.a"].map(
      (address) => code!.resource(address),
    );
    expect(found.map((resource) => resource?.ignoreChanges)).toEqual(["all", "all", undefined]);
  });

  it("removed without destroying gives objects up", async () => {
    await write({
      "main.tf": `
        ${group("")}
        removed {
          from = module.x.aws_eks_addon.gone
          lifecycle {
            destroy = false
          }
        }
        removed {
          from = aws_eks_addon.destroyed
        }`,
    });
    const { code } = await read(["aws_eks_node_group.a"]);
    expect(code!.released).toEqual([{ modules: ["x"], resource: { type: "aws_eks_addon", name: "gone" } }]);
  });

  it("provider gives account, region and ignored tags", async () => {
    await write({
      "main.tf": `
        ${group("")}
        provider "aws" {
          region = "eu-west-1"
          ignore_tags {
            keys         = ["CostCenter"]
            key_prefixes = ["kubernetes.io/"]
          }
        }
        provider "aws" {
          alias  = "use1"
          region = "us-east-1"
          assume_role {
            role_arn = "arn:aws:iam::111122223333:role/deploy"
          }
        }
        provider "aws" {
          alias  = "var"
          region = var.region
        }`,
    });
    const { code } = await read(["aws_eks_node_group.a"]);
    const provider = (suffix: string) => code!.provider(`provider["registry.terraform.io/hashicorp/aws"]${suffix}`);
    expect(["", ".use1", ".var"].map((suffix) => [provider(suffix)?.region, provider(suffix)?.account])).toEqual([
      ["eu-west-1", undefined],
      ["us-east-1", "111122223333"],
      [undefined, undefined],
    ]);
    expect(code!.ignoreTags).toEqual({ keys: ["CostCenter"], prefixes: ["kubernetes.io/"] });
  });
});

describe("broken source", () => {
  it("is read where it can be, and its place is named", async () => {
    await write({ "main.tf": `resource "aws_eks_addon" "x" {\n  a = = 1\n}\n\n${group("ignore_changes = all")}` });
    const { code, notices } = await read(["aws_eks_node_group.a"]);
    const found = code!.resource("aws_eks_node_group.a");
    expect([found!.ignoreChanges, found!.at.line]).toEqual(["all", 5]);
    expect(notices.map(({ code: kind, text }) => [kind, text])).toEqual([
      ["terraform-code-syntax", `${root}/main.tf:2:7: the source is broken here; what else could be read is used`],
    ]);
  });

  it("in JSON likewise", async () => {
    await write({ "main.tf.json": `${groupJson("all").slice(0, -1)},\n "x": }` });
    const { code, notices } = await read(["aws_eks_node_group.a"]);
    expect(code!.resource("aws_eks_node_group.a")!.ignoreChanges).toBe("all");
    expect(notices.map(({ text }) => text.split(": ")[0])).toEqual([`${root}/main.tf.json:2:7`]);
  });
});

describe("which root a state was applied from", () => {
  const roots = {
    "prod/main.tf": `${group("ignore_changes = all")}\nresource "aws_eks_addon" "b" {}\n`,
    "dev/main.tf": group(""),
    "twin/main.tf": `${group("ignore_changes = [tags]")}\nresource "aws_eks_addon" "b" {}\n`,
  };

  it("is the one that holds most of its addresses", async () => {
    await write({ "prod/main.tf": roots["prod/main.tf"], "dev/main.tf": roots["dev/main.tf"] });
    const { code, notices } = await read(["aws_eks_node_group.a", 'aws_eks_addon.b["x"]']);
    expect([code!.resource("aws_eks_node_group.a")!.ignoreChanges, notices]).toEqual(["all", []]);
  });

  it("is its own directory among equals", async () => {
    await write(roots);
    const addresses = ["aws_eks_node_group.a", "aws_eks_addon.b"];
    const own = await read(addresses, [root], path.join(root, "twin/terraform.tfstate"));
    const workspace = await read(addresses, [root], path.join(root, "twin/terraform.tfstate.d/blue/terraform.tfstate"));
    expect(
      [own, workspace].map(({ code, notices }) => [code!.resource(addresses[0]!)!.ignoreChanges, notices]),
    ).toEqual([
      [["tags"], []],
      [["tags"], []],
    ]);
  });

  it("is said to be uncertain among equals elsewhere", async () => {
    await write(roots);
    const { notices } = await read(["aws_eks_node_group.a", "aws_eks_addon.b"]);
    expect(notices.map(({ text }) => text)).toEqual([
      `elsewhere/terraform.tfstate: fits the source in ${root}/prod and in ${root}/twin; the first is used`,
    ]);
  });

  it("is said to be missing", async () => {
    await write(roots);
    const { code, notices } = await read(["aws_eks_cluster.other"]);
    expect([code, notices.map((notice) => notice.code)]).toEqual([undefined, ["terraform-code-unmatched"]]);
  });

  it("survives links that loop and directories that are not there", async () => {
    await write({ "dev/main.tf": roots["dev/main.tf"] });
    await symlink(root, path.join(root, "dev/up"));
    const { code, notices } = await read(["aws_eks_node_group.a"], [root, path.join(root, "nowhere")]);
    expect(code).toBeDefined();
    expect(notices.map(({ text }) => text)).toEqual([`${root}/nowhere: the source cannot be read (ENOENT)`]);
  });
});
