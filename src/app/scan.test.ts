import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "./config/index.ts";
import type { LoadedConfig } from "./config/index.ts";
import { scan } from "./scan.ts";
import type { ScanOptions, ScanProgress } from "./scan.ts";

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-scan-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

/** One call to scale the node group `prod:general`, as CloudTrail writes it. */
const scaled = (id: string, minute: number, maxSize: number, what: object = {}) => ({
  eventVersion: "1.11",
  userIdentity: {
    type: "IAMUser",
    arn: "arn:aws:iam::111122223333:user/ops",
    accountId: "111122223333",
    userName: "ops",
  },
  eventTime: `2026-03-02T10:${String(minute).padStart(2, "0")}:00Z`,
  eventSource: "eks.amazonaws.com",
  eventName: "UpdateNodegroupConfig",
  awsRegion: "us-east-1",
  sourceIPAddress: "203.0.113.7",
  userAgent: "aws-cli/2.31.0",
  requestParameters: { name: "prod", nodegroupName: "general", scalingConfig: { maxSize } },
  responseElements: { update: { id: "u-1", status: "InProgress", type: "ConfigUpdate" } },
  requestID: "r-1",
  eventID: id,
  readOnly: false,
  eventType: "AwsApiCall",
  recipientAccountId: "111122223333",
  ...what,
});
const state = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 7,
  lineage: "5fd20d43-3011-4540-e70b-4c7f674d125d",
  outputs: {},
  resources: [
    {
      mode: "managed",
      type: "aws_eks_node_group",
      name: "general",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 0,
          attributes: {
            id: "prod:general",
            arn: "arn:aws:eks:us-east-1:111122223333:nodegroup/prod/general/1",
            cluster_name: "prod",
            node_group_name: "general",
            scaling_config: [{ desired_size: 4, max_size: 8, min_size: 2 }],
          },
        },
      ],
    },
  ],
};

let config: LoadedConfig;
beforeAll(async () => {
  writeFileSync(at("binnacle.yaml"), "version: 1\n");
  config = await loadConfig(at("binnacle.yaml"), {});
  mkdirSync(at("events"));
  const first = { Records: [scaled("e1", 0, 20), scaled("e2", 5, 30)] };
  const second = {
    Records: [scaled("e2", 5, 30), scaled("read", 6, 0, { eventName: "ListNodegroups", readOnly: true })],
  };
  writeFileSync(at("events/1.json"), JSON.stringify(first));
  writeFileSync(at("events/2.json.gz"), gzipSync(JSON.stringify(second)));
  writeFileSync(at("prod.tfstate"), JSON.stringify(state));
  writeFileSync(at("broken.tfstate"), "{");
  writeFileSync(at("broken.json"), `{"Records":[${JSON.stringify(scaled("e3", 1, 9))},{"a":\u0000}]}`);
});

const run = (options: Partial<ScanOptions>) =>
  scan({ inputs: [at("events")], states: [at("prod.tfstate")], code: [], config, ...options });

describe("a scan", () => {
  it("says what was found, read and judged", async () => {
    const result = await run({});
    expect(
      result.findings.map(({ rule, status, changes }) => [
        rule,
        status,
        changes.map((c) => [c.path, c.before, c.after]),
      ]),
    ).toEqual([["drift/aws_eks_node_group", "open", [["scaling_config[0].max_size", 8, 30]]]]);
    expect(result.summary).toMatchObject({
      units: 2,
      mutating: 3,
      counts: { events: { aws_cloudtrail: 4 }, duplicates: 1, rejects: 0 },
      first_event: "2026-03-02T10:00:00.000Z",
      last_event: "2026-03-02T10:06:00.000Z",
      clusters: { judged: [{ name: "prod", account: "111122223333", region: "us-east-1" }], not_judged: [] },
      states: [{ path: at("prod.tfstate"), serial: 7, resources: 1 }],
    });
    expect(result).toMatchObject({ failures: [], rejects: [], inputsRead: 2, statesUsable: true });
  });

  it("says once per cluster that drift was not judged", async () => {
    const { findings, notices, statesUsable } = await run({ states: [] });
    expect(findings.map(({ rule }) => rule)).toEqual(["eks/configuration-change"]);
    expect(statesUsable).toBe(true);
    expect(notices.filter(({ code }) => code === "drift-not-judged").map(({ text }) => text)).toEqual([
      "drift of cluster prod (111122223333, us-east-1) was not judged: no Terraform state was given",
    ]);
  });

  it("gives the same findings each time", async () => {
    const [first, second] = [await run({}), await run({})];
    expect(first.findings).toEqual(second.findings);
  });

  it("leaves out what lies outside the period", async () => {
    const { findings, summary } = await run({ until: Date.parse("2026-03-02T10:04:00Z") });
    expect(findings[0]?.changes[0]?.after).toBe(20);
    expect(summary.outside_period).toBe(3);
  });

  it("tells how far it has come", async () => {
    const told: ScanProgress[] = [];
    await run({ onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toMatchObject({ events: 4, units: 2, totalUnits: 2 });
    expect(told.at(-1)?.bytes).toBe(told.at(-1)?.totalBytes);
  });

  it("stops when it is told to", async () => {
    await expect(run({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("a store that is kept", () => {
  it("judges nothing twice, and holds what earlier scans found", async () => {
    const store = `sqlite:${at("kept.db")}`;
    const first = await run({ store });
    const again = await run({ store });
    expect(again.findings).toEqual(first.findings);
    expect(again.notices.map(({ code }) => code)).toContain("replayed");
    mkdirSync(at("later"));
    writeFileSync(at("later/3.json"), JSON.stringify({ Records: [scaled("e9", 30, 8)] }));
    const later = await run({ store, inputs: [at("later")] });
    expect(later.findings.map(({ id, status, resolution }) => [id, status, resolution])).toEqual([
      [first.findings[0]?.id, "resolved", "reverted"],
    ]);
  });

  it("is judged again when the state has moved, without a single event", async () => {
    const store = `sqlite:${at("moved.db")}`;
    const [opened] = (await run({ store })).findings;
    expect(opened?.status).toBe("open");
    const newer = structuredClone(state);
    newer.serial += 1;
    newer.resources[0]!.instances[0]!.attributes.scaling_config[0]!.max_size = Number(opened!.changes[0]!.after);
    writeFileSync(at("newer.tfstate"), JSON.stringify(newer));
    mkdirSync(at("nothing"));
    const { findings } = await run({ store, inputs: [at("nothing")], states: [at("newer.tfstate")] });
    expect(findings.map(({ id, status, resolution }) => [id, status, resolution])).toEqual([
      [opened!.id, "resolved", "codified"],
    ]);
  });

  it("is refused when it is none", async () => {
    await expect(run({ store: `sqlite:${at("prod.tfstate")}` })).rejects.toMatchObject({ code: "decode.invalid" });
    await expect(run({ store: "redis://x" })).rejects.toMatchObject({ code: "config.invalid" });
  });
});

describe("what cannot be used", () => {
  it("is listed, and the rest is judged", async () => {
    const { findings, failures, statesUsable, inputsRead } = await run({
      inputs: [at("none"), at("events")],
      states: [at("broken.tfstate"), at("prod.tfstate")],
    });
    expect(findings).toHaveLength(1);
    expect(failures.map(({ unit }) => unit)).toEqual([at("broken.tfstate"), at("none")]);
    expect([statesUsable, inputsRead]).toEqual([true, 2]);
  });

  it("may be everything", async () => {
    const { inputsRead, statesUsable } = await run({ inputs: [at("none")], states: [at("broken.tfstate")] });
    expect([inputsRead, statesUsable]).toEqual([0, false]);
  });

  it("of a file goes to the rejects, all of them to the file named", async () => {
    const file = at("rejects.ndjson");
    const { rejects, summary, findings } = await run({ inputs: [at("broken.json")], rejectsFile: file });
    expect(findings).toHaveLength(1);
    expect(rejects.length).toBeGreaterThan(0);
    expect(summary.counts.rejects).toBe(rejects.length);
    const written = readFileSync(file, "utf8").trim().split("\n");
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual(rejects);
    await expect(run({ rejectsFile: folder })).rejects.toMatchObject({ code: "rejected" });
  });
});
