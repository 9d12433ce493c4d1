import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { deployment } from "../deployment.ts";
import { inside } from "../inside.ts";
import { binnacle } from "./run.ts";

// What kubectl did to objects that a state holds: a real API server's audit log, and a state of its own for the applications.
const AUDIT = ["deployment-changes.jsonl", "aws-auth.jsonl"].map((each) => path.join("test/fixtures/k8s-audit", each));
const folder = mkdtempSync(path.join(tmpdir(), "inside-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Json | string): string {
  const place = path.join(folder, name);
  writeFileSync(place, typeof content === "string" ? content : JSON.stringify(content));
  return place;
}
const named = (name: string, namespace: string) => ({
  metadata: [{ annotations: null, labels: null, name, namespace }],
});
const apps = [
  inside("kubernetes_deployment.web", deployment()),
  inside("kubernetes_config_map.web", {
    id: "shop/web-config",
    data: { LEVEL: "info" },
    ...named("web-config", "shop"),
  }),
  inside("kubernetes_config_map.aws_auth", {
    id: "kube-system/aws-auth",
    data: { mapRoles: "" },
    ...named("aws-auth", "kube-system"),
  }),
];
const state = (name: string, resources: JsonObject[]) =>
  file(name, { version: 4, serial: 1, lineage: name, resources });
const lookup = {
  mode: "data",
  type: "aws_eks_cluster",
  name: "this",
  instances: [{ attributes: { name: "prod", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod" } }],
};

const PROD = "111122223333/eu-west-1/prod";

async function scanned(...argv: string[]): Promise<{ code: number; findings: Finding[]; err: string }> {
  const { code, out, err } = await binnacle("scan", ...AUDIT, "--pack", "none", "--format", "ndjson", ...argv);
  const findings = out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Finding);
  return { code, findings, err };
}
const told = ({ severity, resource, changes, count }: Finding) => [
  severity,
  `${resource?.address} ${resource?.id}`,
  count,
  changes.map(({ path: name, verdict }) => `${name} ${verdict}`),
];

const POD = "spec[0].template[0]";
const EXPECTED = [
  ["high", "kubernetes_config_map.aws_auth kube-system/aws-auth", 7, expect.arrayContaining(["data unknown"])],
  [
    "medium",
    "kubernetes_deployment.web shop/web",
    9,
    [
      `${POD}.metadata[0].annotations["rev"] drifted`,
      'metadata[0].annotations["team/note"] drifted',
      'metadata[0].labels["example.com/tier"] drifted',
      `${POD}.spec[0].container[0].env[0] drifted`,
      "spec[0].replicas drifted",
      `${POD}.spec[0].container[0].image drifted`,
      `${POD}.metadata[0].annotations["kubectl.kubernetes.io/restartedAt"] reverted`,
    ],
  ],
  ["medium", "kubernetes_config_map.web shop/web-config", 2, ["data unknown"]],
];

describe("a scan of an audit log", () => {
  it("finds what kubectl changed, in the state that looks its cluster up", async () => {
    const { code, findings } = await scanned("--cluster", PROD, "--state", state("a.tfstate", [lookup, ...apps]));
    expect(code).toBe(2);
    expect(findings.map(told)).toEqual(EXPECTED);
    expect(findings[0]!.cluster).toMatchObject({ name: "prod", region: "eu-west-1", account: "111122223333" });
  });

  it("finds it in a state that the configuration gives to the cluster, and says so where nobody does", async () => {
    const place = state("apps.tfstate", apps);
    const alone = await scanned("--cluster", PROD, "--state", place);
    expect([alone.code, alone.findings]).toEqual([0, []]);
    expect(alone.err).toContain("3 resources inside a cluster");
    const config = file("binnacle.yaml", "clusters:\n  - match: { name: prod }\n    state: apps.tfstate\n");
    const { findings, err } = await scanned("--cluster", PROD, "--state", place, "--config", config);
    expect(findings.map(told)).toEqual(EXPECTED);
    expect(err).not.toContain("inside a cluster");
  });

  it("judges nothing of another cluster", async () => {
    const { findings } = await scanned(
      "--cluster",
      "111122223333/eu-west-1/dev",
      "--state",
      state("b.tfstate", [lookup, ...apps]),
    );
    expect(findings).toEqual([]);
  });

  it("reads from top to bottom: what, before and after, who, what to do", async () => {
    const place = state("c.tfstate", [lookup, ...apps]);
    const argv = ["scan", ...AUDIT, "--pack", "none", "--format", "pretty", "--cluster", PROD, "--state", place];
    const { out } = await binnacle(...argv);
    const lines = out.split("\n").map((line) => line.trimEnd());
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^HIGH {6}kubernetes_config_map\.aws_auth {3}aws-auth deleted and made anew/),
        expect.stringMatching(/^MEDIUM {4}kubernetes_deployment\.web {3}/),
        "  spec[0].replicas                                     2 → 3",
        "  spec[0].template[0].spec[0].container[0].image       public.ecr.aws/nginx/nginx:1.27 → public.ecr.aws/nginx/nginx:1.28",
        "  by      Developer/bob@example.com (User) from 203.0.113.11 with kubectl",
        "  undo    `terraform apply -target=kubernetes_deployment.web`",
        '  data           {"LEVEL":"info"} → ?   unknown: changed, content unknown (audit level Metadata)',
      ]),
    );
  });
});
