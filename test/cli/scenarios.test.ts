import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { binnacle } from "./run.ts";

// Three changes by hand on one cluster: its endpoint and logs, the size of a node group, the version of an add-on.
const at = (file: string) => path.join("test/fixtures/scenarios", file);
const STATE = at("terraform.tfstate");
const RULES = ["--config", at("drift-rules.yaml")];
const folder = mkdtempSync(path.join(tmpdir(), "scenarios-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the files hold, as far as the tests change it. */
interface Content {
  Records: { [member: string]: unknown; requestParameters: { [member: string]: unknown } }[];
  resources: { type: string; instances: { attributes: { [name: string]: unknown } }[] }[];
}

/** A copy of a file with something else in it. */
function edited(file: string, edit: (content: Content) => void): string {
  const content = JSON.parse(readFileSync(at(file), "utf8")) as Content;
  edit(content);
  const copy = path.join(mkdtempSync(path.join(folder, "x-")), file);
  writeFileSync(copy, JSON.stringify(content));
  return copy;
}

async function findings(...argv: string[]): Promise<Finding[]> {
  const { out } = await binnacle("scan", "--pack", "none", ...argv);
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Finding);
}

const told = ({ resource, status, severity, flags, changes }: Finding) => ({
  address: resource?.address,
  status,
  severity,
  flags,
  lines: changes.map(({ path: name, before, after, verdict }) => [name, before, after, verdict]),
});

const ENDPOINT = [
  ["vpc_config[0].endpoint_public_access", false, true, "drifted"],
  ["vpc_config[0].endpoint_private_access", true, false, "drifted"],
];
const LOGS = ["enabled_cluster_log_types", [], ["api", "audit"], "drifted"];

describe("cluster configuration", () => {
  const drift = (severity: string, lines: unknown[]) => ({
    address: "aws_eks_cluster.production",
    status: "open",
    severity,
    flags: ["unconfirmed"],
    lines,
  });
  const restricted = edited("terraform.tfstate", (state) => {
    const [vpc] = state.resources[0]!.instances[0]!.attributes["vpc_config"] as [{ [name: string]: unknown }];
    vpc["public_access_cidrs"] = ["203.0.113.0/24"];
  });
  const onlyLogs = edited("cluster.json", (trail) => {
    const { name, logging } = trail.Records[0]!.requestParameters;
    trail.Records[0]!.requestParameters = { name, logging };
  });
  const protection = edited("cluster.json", (trail) => {
    trail.Records[0]!.requestParameters = { name: "production-cluster", deletionProtection: false };
  });

  it.each([
    ["as it is", [at("cluster.json"), "--state", STATE], "critical", [...ENDPOINT, LOGS]],
    ["as it is, with the rules", [at("cluster.json"), "--state", STATE, ...RULES], "critical", [...ENDPOINT, LOGS]],
    ["a restricted list in the state", [at("cluster.json"), "--state", restricted], "high", [...ENDPOINT, LOGS]],
    ["the same with the rules", [at("cluster.json"), "--state", restricted, ...RULES], "high", [...ENDPOINT, LOGS]],
    ["only log types added", [onlyLogs, "--state", STATE], "low", [LOGS]],
    ["the same with the rules", [onlyLogs, "--state", STATE, ...RULES], "high", [LOGS]],
    ["deletion protection", [protection, "--state", STATE], "high", [["deletion_protection", true, false, "drifted"]]],
  ])("%s", async (_, argv, severity, lines) => {
    expect((await findings(...argv)).map(told)).toEqual([drift(severity, lines)]);
  });

  it("deletion protection is not watched by the rules", async () => {
    const { code, out } = await binnacle("scan", "--pack", "none", protection, "--state", STATE, ...RULES);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    const [quiet] = await findings(protection, "--state", STATE, ...RULES, "--all");
    expect(quiet).toMatchObject({ status: "quiet", resolution: "ignored" });
    expect(quiet!.changes[0]).toMatchObject({ verdict: "ignored", reason: "not watched" });
  });

  it("names who, where and how to undo it", async () => {
    const [finding] = await findings(at("cluster.json"), "--state", STATE);
    expect(finding!.changes[0]!.reason).toBe("open to the world: effective list 0.0.0.0/0 (from the state)");
    expect(finding!.changes[2]!.reason).toBe("+api +audit");
    expect(finding!.actor).toMatchObject({ name: "ops-admin", type: "IAMUser", via: "cli", source_ip: "203.0.113.10" });
    expect(finding!.controls).toEqual(["aws-k8s-01"]);
    expect(finding!.evidence[0]!.origin).toBe(`${at("cluster.json")}#1`);
    expect(finding!.undo.find((step) => step.kind === "cli")!.text.split("\n")).toEqual([
      "aws eks update-cluster-config --region us-east-1 --name production-cluster --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true",
      "aws eks wait cluster-active --region us-east-1 --name production-cluster",
      `aws eks update-cluster-config --region us-east-1 --name production-cluster --logging '{"clusterLogging":[{"types":["api","audit"],"enabled":false}]}'`,
      "aws eks wait cluster-active --region us-east-1 --name production-cluster",
    ]);
  });
});

describe("node group scaling", () => {
  const LINES = [
    ["scaling_config[0].min_size", 3, 5, "drifted"],
    ["scaling_config[0].max_size", 10, 20, "drifted"],
    ["scaling_config[0].desired_size", 5, 10, "drifted"],
  ];
  const older = edited("node-group.json", (trail) => {
    const { name, ...rest } = trail.Records[0]!.requestParameters;
    trail.Records[0]!.requestParameters = { clusterName: name, ...rest };
  });
  it.each([
    ["without rules", [at("node-group.json")], "medium"],
    ["with the rules", [at("node-group.json"), ...RULES], "high"],
    ["the cluster named as older records do", [older], "medium"],
  ])("%s", async (_, argv, severity) => {
    const found = await findings(...argv, "--state", STATE);
    expect(found.map(told)).toEqual([
      { address: "aws_eks_node_group.general_workers", status: "open", severity, flags: ["unconfirmed"], lines: LINES },
    ]);
    expect(found[0]!.actor).toMatchObject({ name: "AdminRole/admin-session", mfa: true, via: "sdk" });
    expect(found[0]!.undo.find((step) => step.kind === "cli")!.text.split("\n")).toEqual([
      "aws eks update-nodegroup-config --region us-east-1 --cluster-name production-cluster --nodegroup-name general-workers --scaling-config minSize=3,maxSize=10,desiredSize=5",
      "aws eks wait nodegroup-active --region us-east-1 --cluster-name production-cluster --nodegroup-name general-workers",
    ]);
  });

  it("leaves alone what the source ignores", async () => {
    const code = mkdtempSync(path.join(folder, "code-"));
    writeFileSync(
      path.join(code, "main.tf"),
      `resource "aws_eks_node_group" "general_workers" {
        lifecycle { ignore_changes = [scaling_config[0].desired_size] }
      }`,
    );
    const [finding] = await findings(at("node-group.json"), "--state", STATE, "--code", code);
    expect(finding!.changes.map((change) => [change.path, change.verdict])).toEqual([
      ["scaling_config[0].min_size", "drifted"],
      ["scaling_config[0].max_size", "drifted"],
      ["scaling_config[0].desired_size", "ignored"],
    ]);
    expect(finding!.resource!.code).toMatch(/main\.tf:1$/);
  });
});

describe("add-on version", () => {
  const VERSION = ["addon_version", "v1.15.1-eksbuild.1", "v1.16.0-eksbuild.1", "drifted"];
  const ROLE = ["service_account_role_arn", "arn:aws:iam::111122223333:role/vpc-cni-irsa", undefined, "unknown"];
  const CONFLICTS = ["resolve_conflicts_on_update", "PRESERVE", "OVERWRITE", "drifted"];

  it.each([
    ["without rules", [], [VERSION, ROLE]],
    ["with the rules, which watch the argument too", RULES, [VERSION, ROLE, CONFLICTS]],
  ])("%s", async (_, rules, lines) => {
    const found = await findings(at("addon.json"), "--state", STATE, ...rules);
    expect(found).toHaveLength(1);
    expect(told(found[0]!)).toMatchObject({ address: "aws_eks_addon.vpc_cni", status: "open", severity: "medium" });
    expect(told(found[0]!).lines).toHaveLength(lines.length);
    expect(told(found[0]!).lines).toEqual(expect.arrayContaining(lines));
    expect(found[0]!.actor).toMatchObject({
      name: "developer@example.com",
      permission_set: "Developer",
      via: "console",
    });
    expect(found[0]!.changes.find((change) => change.verdict === "unknown")!.reason).toBe(
      "omitted: cleared unless re-sent",
    );
    expect(found[0]!.arguments).toMatchObject([
      { path: "resolve_conflicts_on_update", before: "PRESERVE", after: "OVERWRITE" },
    ]);
    expect(found[0]!.undo.find((step) => step.kind === "cli")!.text.split("\n")[0]).toBe(
      "aws eks update-addon --region us-east-1 --cluster-name production-cluster --addon-name vpc-cni --addon-version v1.15.1-eksbuild.1 --service-account-role-arn arn:aws:iam::111122223333:role/vpc-cni-irsa --resolve-conflicts PRESERVE",
    );
  });

  it("has no second line when the console sends the role", async () => {
    const withRole = edited("addon.json", (trail) => {
      trail.Records[0]!.requestParameters["serviceAccountRoleArn"] = "arn:aws:iam::111122223333:role/vpc-cni-irsa";
    });
    const [finding] = await findings(withRole, "--state", STATE);
    expect(told(finding!).lines).toEqual([VERSION]);
  });
});

describe("all three", () => {
  it("give the same bytes again, exit 2, and one finding each", async () => {
    const inputs = ["cluster.json", "node-group.json", "addon.json"].map(at);
    const once = await binnacle("scan", "--pack", "none", ...inputs, "--state", STATE);
    const again = await binnacle("scan", "--pack", "none", ...inputs, "--state", STATE);
    expect(once.code).toBe(2);
    expect(once.out.trimEnd().split("\n")).toHaveLength(3);
    expect(again.out).toBe(once.out);
  });
  it("without a state are changes of configuration", async () => {
    const inputs = ["cluster.json", "node-group.json", "addon.json"].map(at);
    const found = await findings(...inputs);
    expect(found.map((finding) => [finding.rule, finding.kind, finding.severity])).toEqual(
      inputs.map(() => ["eks/configuration-change", "rule", "high"]),
    );
    expect(found.flatMap((finding) => finding.undo)).toEqual([]);
  });
});
