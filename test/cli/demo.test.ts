import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { resultOf } from "./findings.ts";
import { binnacle } from "./run.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { ScanOptions } from "../../src/app/scan.ts";
import type { App } from "../../src/cli/app.ts";
import { run } from "../../src/cli/program.ts";

const STORY = "packs/demo";

/** The second table of the story's README: when, how severe, which rule. */
function ruleRows(): string[] {
  const readme = readFileSync(path.join(STORY, "README.md"), "utf8");
  const rows = readme.matchAll(/^\| (\d\d:\d\d) \| (critical|high|medium|low|info) \| (.+?) \|$/gm);
  return [...rows].map(([, ...cells]) => cells.join(" ")).toSorted();
}

describe("the recorded story", () => {
  let findings: Finding[];
  let summary: { counts: { duplicates: number; events: { [kind: string]: number } } };
  beforeAll(async () => {
    const config = path.join(STORY, "binnacle.yaml");
    const { out } = await binnacle(
      "scan",
      path.join(STORY, "AWSLogs"),
      "--config",
      config,
      "--all",
      "--format",
      "json",
    );
    ({ findings, summary } = JSON.parse(out) as { findings: Finding[]; summary: typeof summary });
  });

  it("finds what its README tells, and nothing else", () => {
    const drift = findings.filter(({ kind }) => kind === "drift");
    const told = drift.map(({ status, resolution, severity, resource, first_seen, timeline }) => [
      resource?.address ?? resource?.type,
      status === "open" ? severity : resolution,
      [first_seen, ...timeline.slice(1).map((entry) => entry.time)].map((time) => time.slice(11, 16)).join(" "),
    ]);
    expect(told).toEqual([
      ["aws_eks_cluster.storefront", "critical", "09:41 13:00"],
      ["aws_eks_access_policy_association", "critical", "11:20"],
      ["aws_eks_node_group.web", "medium", "09:17 16:25"],
      ["aws_eks_access_entry", "medium", "11:20"],
      ["aws_cloudwatch_log_group.control_plane", "medium", "13:00"],
      ["aws_eks_addon.vpc_cni", "medium", "14:05"],
      ["aws_launch_template.web", "medium", "16:10"],
      ["aws_eks_addon.coredns", "medium", "17:38"],
      ["aws_eks_node_group.batch", "reverted", "09:58 10:45"],
      ["aws_eks_addon.coredns", "converged", "06:27"],
      ["aws_eks_node_group.batch", "converged", "06:28"],
      ["aws_eks_node_group.web", "ignored", "07:46"],
      ["aws_eks_cluster.storefront", "failed", "09:04"],
      ["aws_eks_node_group.batch", "no-op", "11:52"],
    ]);
  });
  it("has the pack's rules see what its README tells", () => {
    const open = findings.filter(({ kind, status }) => kind === "rule" && status === "open");
    const told = open.map(({ rule, severity, first_seen: seen }) => [seen.slice(11, 16), severity, rule]);
    expect(told.map((row) => row.join(" ")).toSorted()).toEqual(ruleRows());
  });
  it("relates every rule to the change it saw, where there was one", () => {
    const alone = findings.filter(
      ({ kind, status, related }) => kind === "rule" && status === "open" && related.length === 0,
    );
    expect(alone.map(({ rule }) => rule)).toEqual(["EKS change refused"]);
  });
  it("drops the record that was delivered twice, and counts the others", () => {
    expect(summary.counts).toMatchObject({ duplicates: 1, events: { aws_cloudtrail: 22 } });
  });
  it("names the line of each resource", () => {
    for (const { resource } of findings.filter((finding) => finding.resource?.address !== undefined)) {
      const [, file, line] = /^(.*):(\d+)$/.exec(resource!.code!)!;
      const [type, name] = resource!.address!.split(".");
      expect(readFileSync(file!, "utf8").split("\n")[Number(line) - 1]).toBe(`resource "${type}" "${name}" {`);
    }
  });
});

describe("demo", () => {
  it("scans the story in its own folder, prints all of it and exits 0", async () => {
    let folder = "";
    vi.spyOn(process, "chdir").mockImplementation((target) => {
      folder = target;
    });
    const asked: (ScanOptions | string | undefined)[] = [];
    const written = { out: "", err: "" };
    const stream = (name: "out" | "err") => ({
      isTerminal: true,
      columns: 80,
      write: (text: string) => Promise.resolve(void (written[name] += text)),
    });
    const signal = new AbortController().signal;
    const io = { out: stream("out"), err: stream("err"), env: {}, now: () => Date.now(), signal };
    const code = await run(["demo"], io, () =>
      Promise.resolve({
        scan: (options: ScanOptions) => Promise.resolve((asked.push(options), resultOf([]))),
        loadConfig: (file: string | undefined) =>
          Promise.resolve((asked.push(file), { config: {}, notices: [] } as never)),
        configSchema: () => ({}),
        renderConfig: () => "",
      } as unknown as App),
    );
    vi.restoreAllMocks();
    expect(code).toBe(0);
    expect(path.relative(".", folder)).toBe(path.join("packs", "demo"));
    expect(asked).toMatchObject(["binnacle.yaml", { inputs: ["AWSLogs"], states: [], code: [] }]);
    expect(written.out).toContain("nothing open");
    expect(written.err).toMatch(/^A recorded day/);
  });
});
