import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../program.ts";

const folder = mkdtempSync(path.join(tmpdir(), "cli-rules-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const lines = (...text: string[]) => `${text.join("\n")}\n`;

beforeAll(() => {
  writeFileSync(
    at("right.yaml"),
    lines(
      "- rule: Pod command",
      "  condition: ka.verb = create and ka.target.subresource = exec",
      "  output: command in a pod (user=%ka.user.name)",
      "  desc: Somebody ran a command.",
      "  priority: NOTICE",
      "  source: k8s_audit",
      "  tags: [pods, exec]",
      "  control: aws-k8s-06",
      "- filter: RBAC | by hand",
      "  pattern: clusterrolebindings",
      "  source: k8s_audit",
      "  severity: medium",
      "  enabled: false",
    ),
  );
  writeFileSync(
    at("wrong.yaml"),
    lines(
      "- rule: Misspelt",
      "  condition: >",
      "    ka.verb = create",
      "    and ka.traget.name = x",
      "  output: o",
      "  desc: d",
      "  priority: NOTICE",
      "  source: k8s_audit",
      "- rule: Elsewhere",
      "  condition: proc.name = sh",
      "  output: o",
      "  desc: d",
      "  priority: NOTICE",
    ),
  );
  writeFileSync(at("binnacle.yaml"), "packs: []\nrules: [right.yaml]\n");
});

async function binnacle(argv: string[], terminal = false, columns = 100) {
  const ran = { code: 0, out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    isTerminal: terminal,
    columns,
    write: (text: string) => Promise.resolve(void (ran[name] += text.replaceAll(`${folder}/`, ""))),
  });
  const io = { out: stream("out"), err: stream("err"), env: {}, now: () => 0, signal: new AbortController().signal };
  ran.code = await run(["rules", ...argv, "--config", at("binnacle.yaml")], io);
  return ran;
}

describe("rules check", () => {
  it("says in one line that all is right", async () => {
    expect(await binnacle(["check"])).toEqual({ code: 0, out: "2 rules loaded: all right\n", err: "" });
    expect(await binnacle(["check", at("right.yaml")])).toMatchObject({ code: 0, out: "2 rules loaded: all right\n" });
  });

  it("names errors and warnings, each at its place, and exits 1", async () => {
    const { code, out, err } = await binnacle(["check", at("wrong.yaml"), at("gone.yaml")]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^gone.yaml:1:1\s+error {4}no such file or folder; check the name {2}LOAD_ERR_FILE_READ$/),
      expect.stringMatching(
        /^wrong.yaml:4:9\s+error {4}Misspelt: unknown field `ka.traget.name`; did you mean `ka.target.name`\? {2}LOAD_ERR_COMPILE_CONDITION$/,
      ),
      expect.stringMatching(/^wrong.yaml:9:9\s+warning {2}Elsewhere: without a source .* {2}LOAD_UNKNOWN_SOURCE$/),
      "0 rules loaded: 2 errors, 1 warning",
      "",
    ]);
    expect((await binnacle(["check", at("wrong.yaml"), "--quiet"])).out).not.toContain("warning");
  });

  it("says the same to programs", async () => {
    const { code, out } = await binnacle(["check", at("wrong.yaml"), "--format", "json"]);
    expect({ code, problems: JSON.parse(out) as unknown }).toMatchObject({
      code: 1,
      problems: [
        {
          file: "wrong.yaml",
          line: 4,
          column: 9,
          level: "error",
          code: "LOAD_ERR_COMPILE_CONDITION",
          item: "Misspelt",
          message: "unknown field `ka.traget.name`",
          hint: "did you mean `ka.target.name`?",
        },
        { level: "warning", code: "LOAD_UNKNOWN_SOURCE" },
      ],
    });
    const ndjson = await binnacle(["check", at("wrong.yaml"), "--format", "ndjson"]);
    expect(
      ndjson.out
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { line: number }).line),
    ).toEqual([4, 9]);
    expect((await binnacle(["check", "--format", "json"])).out).toBe("[]\n");
  });
});

describe("rules list", () => {
  it("is a table on a terminal", async () => {
    const { code, out, err } = await binnacle(["list", "--no-color"], true, 140);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["name", "state", "severity", "language", "source", "priority", "controls", "tags", "place"],
      ["Pod command", "on", "low", "falco", "k8s_audit", "Notice", "aws-k8s-06", "exec pods", "right.yaml:1"],
      ["RBAC | by hand", "off", "medium", "filter-pattern", "k8s_audit", "right.yaml:9"],
      [""],
    ]);
  });

  it("fits the terminal", async () => {
    const { out } = await binnacle(["list", "--no-color"], true, 60);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("is one JSON object a line when piped, with the rules that do not run", async () => {
    const { code, out, err } = await binnacle(["list", at("right.yaml"), at("wrong.yaml")]);
    expect({ code, err }).toEqual({ code: 0, err: "1 mistake in the rule files: `binnacle rules check` names it\n" });
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      {
        name: "Pod command",
        state: "on",
        language: "falco",
        source: "k8s_audit",
        severity: "low",
        priority: "Notice",
        controls: ["aws-k8s-06"],
        tags: ["exec", "pods"],
        file: "right.yaml",
        line: 1,
      },
      {
        name: "RBAC | by hand",
        state: "off",
        language: "filter-pattern",
        source: "k8s_audit",
        severity: "medium",
        controls: [],
        tags: [],
        file: "right.yaml",
        line: 9,
      },
      {
        name: "Elsewhere",
        state: "unknown source",
        language: "falco",
        source: "syscall",
        controls: [],
        tags: [],
        file: "wrong.yaml",
        line: 9,
      },
      { name: "Misspelt", state: "failed", controls: [], tags: [], file: "wrong.yaml", line: 1 },
    ]);
  });

  it.each([
    [
      "csv",
      "name,state,severity,language,source,priority,controls,tags,place\r\nPod command,on,low,falco,k8s_audit,Notice,aws-k8s-06,exec pods,right.yaml:1\r\n",
    ],
    ["markdown", "| RBAC \\| by hand | off | medium | filter-pattern |"],
    ["json", '[\n  {\n    "name": "Pod command",'],
  ])("is printed as %s", async (format, text) => {
    expect((await binnacle(["list", "--format", format])).out).toContain(text);
  });

  it("is no SARIF", async () => {
    expect(await binnacle(["list", "--format", "sarif"])).toMatchObject({
      code: 1,
      err: "binnacle: 'rules list' prints pretty, ndjson, json, markdown, csv, not --format sarif\n",
    });
  });
});
