import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addonUpdated, endpointOpened, everything, refused, resultOf, unmanaged } from "../../test/cli/findings.ts";
import { AppError } from "../model/errors.ts";
import type { App } from "./app.ts";
import type { Io } from "./io.ts";
import type { ScanOptions, ScanResult } from "../app/scan.ts";
import { run } from "./program.ts";

interface Ran {
  code: number;
  out: string;
  err: string;
  asked: ScanOptions[];
}

const NOW = Date.parse("2026-03-12T12:00:00Z");
const folder = mkdtempSync(path.join(tmpdir(), "cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command line on an application that finds what it is told. */
const unasked = () => Promise.reject(new Error("nobody should ask for this"));

async function binnacle(
  argv: string[],
  { result = resultOf([]), app = {}, env = {}, terminal = false, interrupted = false }: Given = {},
): Promise<Ran> {
  const ran: Ran = { code: 0, out: "", err: "", asked: [] };
  const stream = (name: "out" | "err") => ({
    isTerminal: terminal,
    columns: 120,
    write: (text: string) => Promise.resolve(void (ran[name] += text)),
  });
  const controller = new AbortController();
  if (interrupted) controller.abort(130);
  const io: Io = { out: stream("out"), err: stream("err"), env, now: () => NOW, signal: controller.signal };
  const loaded = { config: {}, notices: [] } as unknown as Awaited<ReturnType<App["loadConfig"]>>;
  ran.code = await run(argv, io, () =>
    Promise.resolve({
      explain: unasked,
      loadRuleSet: unasked,
      diffRules: unasked,
      query: unasked,
      lintRules: unasked,
      testRules: unasked,
      scan: (options) => Promise.resolve((ran.asked.push(options), result)),
      loadConfig: () => Promise.resolve(loaded),
      configSchema: () => ({ type: "object" }),
      renderConfig: () => "version: 1\n",
      ...app,
    }),
  );
  return ran;
}

interface Given {
  result?: ScanResult;
  app?: Partial<App>;
  env?: NodeJS.ProcessEnv;
  terminal?: boolean;
  interrupted?: boolean;
}

describe("usage", () => {
  it.each([
    ["an unknown command", ["sacn"], "binnacle: unknown command 'sacn', did you mean scan?"],
    ["a command that is not there", ["serve"], "binnacle: unknown command 'serve'; `binnacle --help`"],
    ["an option that is not there", ["scan", "x", "--poll", "1s"], "binnacle: unknown option '--poll'"],
    ["an unknown format", ["scan", "x", "--format", "xml"], "Allowed choices are pretty, ndjson, json, sarif,"],
    [
      "no input",
      ["scan"],
      "binnacle: missing required argument 'input'; for instance `binnacle scan ./AWSLogs --state",
    ],
    ["no value", ["scan", "x", "--state"], "binnacle: option '--state <path>' argument missing"],
    ["a wrong severity", ["scan", "x", "--fail-on", "bad"], "Allowed: critical, high, medium, low, info, none."],
    ["a wrong time", ["scan", "x", "--since", "yesterday"], "Write a time as"],
    ["a wrong cluster", ["scan", "x", "--cluster", "prod"], "Write the cluster's ARN, or ACCOUNT/REGION/NAME."],
    ["an ARN of something else", ["scan", "x", "--cluster", "arn:aws:iam::111122223333:role/x"], "ACCOUNT/REGION/NAME"],
    ["a period backwards", ["scan", "x", "--since", "1h", "--until", "2h"], "--since must be before --until"],
    ["S3", ["scan", "s3://bucket/prefix"], "S3 cannot be read directly yet; copy the objects first"],
    ["CloudWatch Logs", ["scan", "cwl:/aws/eks/prod/cluster"], "CloudWatch Logs cannot be read directly yet"],
    ["a backend", ["scan", "x", "--state", "s3://bucket/key"], "run `terraform state pull > FILE`"],
    ["a variable that is not set", ["scan", "x", "--store", "env:NOPE"], "NOPE is not set in the environment"],
    ["an option that means nothing", ["config", "check", "--format", "json"], "--format has no meaning for 'check'"],
    ["the demo's configuration", ["demo", "--config", "x.yaml"], "--config has no meaning for 'demo'"],
    ["no place to write to", ["scan", "x", "--out", path.join(folder, "none", "f")], "cannot be written; name another"],
    ["a folder to write to", ["scan", "x", "--out", folder], "is a folder; name a file"],
    ["writing over the input", ["scan", "a.json", "--out", "./a.json"], "read by the same command; name another"],
  ])("%s", async (_, argv, line) => {
    const { code, out, err, asked } = await binnacle(argv);
    expect({ code, out, asked }).toEqual({ code: 1, out: "", asked: [] });
    expect(err).toContain(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    ["--store", ["scan", "x", "--store", "postgres://binnacle:hunter2@db/x"]],
    ["--state", ["scan", "x", "--state", "https://ci:hunter2@gitlab.example/state"]],
    ["INPUT", ["scan", "https://files.example/x?token=hunter2"]],
  ])("refuses a password in %s and does not repeat it", async (flag, argv) => {
    const { code, out, err } = await binnacle(argv);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^${flag}: a password in a URL .*env:NAME\\n$`));
    expect(out + err).not.toContain("hunter2");
  });

  it("prints help and version on standard output", async () => {
    expect(await binnacle(["--version"])).toMatchObject({ code: 0, out: "0.1.0\n", err: "" });
    const help = await binnacle(["scan", "--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("--fail-on <severity>");
    expect(help.out).toContain("--config <file>");
  });
  it("prints help as an error when asked for nothing", async () => {
    const { code, out, err } = await binnacle([]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("Usage: binnacle");
  });
});

describe("scan", () => {
  it("hands over what was asked for", async () => {
    const cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/prod";
    const { asked } = await binnacle(
      ["scan", "a", "-", "--state", "s1", "--state", "env:STATE", "--code", "infra", "--cluster", cluster].concat([
        "--since",
        "2h",
        "--until",
        "2026-03-12T11:00:00Z",
        "--store",
        "env:DB",
      ]),
      { env: { STATE: "s2", DB: "sqlite:./x.db" } },
    );
    expect(asked[0]).toMatchObject({
      inputs: ["a", "-"],
      states: ["s1", "s2"],
      code: ["infra"],
      cluster: { name: "prod", account: "111122223333", region: "eu-west-1", partition: "aws" },
      since: Date.parse("2026-03-12T10:00:00Z"),
      until: Date.parse("2026-03-12T11:00:00Z"),
      store: "sqlite:./x.db",
    });
  });
  it("takes account/region/name for a cluster", async () => {
    const { asked } = await binnacle(["scan", "a", "--cluster", "111122223333/us-gov-west-1/prod_1"]);
    expect(asked[0]!.cluster).toEqual({ account: "111122223333", region: "us-gov-west-1", name: "prod_1" });
  });

  const failure = {
    unit: "b.json",
    error: new AppError("not.found", "b.json: no such file", { hint: "check the name" }),
  };
  const reject = { unit: "a", record: 2, offset: 0, reason: "json" as const, detail: "not JSON", sample: "" };
  it.each([
    ["nothing found", [], resultOf([]), 0],
    ["something found", [], resultOf([unmanaged]), 2],
    ["below the threshold", ["--fail-on", "medium"], resultOf([unmanaged]), 0],
    ["at the threshold", ["--fail-on", "high"], resultOf([addonUpdated]), 2],
    ["threshold off", ["--fail-on", "none"], resultOf([endpointOpened]), 0],
    ["info is below low", [], resultOf([{ ...unmanaged, severity: "info" }]), 0],
    ["only quiet ones", ["--all"], resultOf([{ ...refused, severity: "critical" }]), 0],
    ["acknowledged counts", [], resultOf([{ ...unmanaged, status: "acknowledged" }]), 2],
    ["part of the input lost", [], resultOf([], { failures: [failure] }), 3],
    ["a record lost wins over findings", [], resultOf([endpointOpened], { rejects: [reject] }), 3],
    ["no input readable", [], resultOf([], { inputsRead: 0, failures: [failure] }), 1],
    ["no state usable", [], resultOf([endpointOpened], { statesUsable: false, failures: [failure] }), 1],
  ] as const)("exit code: %s", async (_, flags, result, code) => {
    expect((await binnacle(["scan", "x", ...flags], { result })).code).toBe(code);
  });
  it("prints nothing unreliable", async () => {
    const result = resultOf([endpointOpened], { statesUsable: false, failures: [failure] });
    const { out, err } = await binnacle(["scan", "x"], { result });
    expect({ out, err }).toEqual({ out: "", err: "b.json: no such file; check the name\n" });
  });
  it("prints open findings, and the others with --all", async () => {
    const ids = (out: string) =>
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).id.slice(-1));
    const result = resultOf(everything);
    expect(ids((await binnacle(["scan", "x"], { result })).out)).toEqual(["1", "3", "2", "4", "7"]);
    expect(ids((await binnacle(["scan", "x", "--all"], { result })).out)).toEqual(["1", "3", "2", "4", "7", "5", "6"]);
  });
  it("is pretty on a terminal, with colours unless told otherwise", async () => {
    const result = resultOf([endpointOpened]);
    const colour = /\u001b\[/; // oxlint-disable-line no-control-regex
    const { out } = await binnacle(["scan", "x"], { result, terminal: true });
    expect(out).toMatch(colour);
    expect(out).toContain("1 h ago");
    expect((await binnacle(["scan", "x", "--no-color"], { result, terminal: true })).out).not.toMatch(colour);
    expect((await binnacle(["scan", "x"], { result, terminal: true, env: { NO_COLOR: "1" } })).out).not.toMatch(colour);
    expect((await binnacle(["scan", "x", "--format", "pretty"], { result })).out).not.toMatch(colour);
  });
  it("writes to a file, as lines of JSON, and tells the rest on standard error", async () => {
    const file = path.join(folder, "findings.ndjson");
    writeFileSync(file, "old");
    const { out, err } = await binnacle(["scan", "x", "--out", file], {
      result: resultOf([endpointOpened]),
      terminal: true,
    });
    expect(out).toBe("");
    expect(err).toBe(
      "read 1,240 aws_cloudtrail events in 3 files of 2026-03-12 06:02 to 17:38 UTC, 340 that change something, 1 duplicate, 900 skipped (read-only); found 1 open finding (1 critical)\n",
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(endpointOpened);
  });
  it.each(["pretty", "markdown"])("--out %s: the summary is said on standard error too", async (format) => {
    const file = path.join(folder, format);
    const { err } = await binnacle(["scan", "x", "--out", file, "--format", format]);
    expect(err).toMatch(/^read .*; found nothing open\n$/);
  });
  it("cuts no file names where it writes to no screen", async () => {
    const origin = `AWSLogs/${"x".repeat(120)}.json.gz#1`;
    const found = { ...endpointOpened, evidence: endpointOpened.evidence.map((event) => ({ ...event, origin })) };
    const given = { result: resultOf([found]) };
    expect((await binnacle(["scan", "x", "--format", "pretty"], given)).out).toContain(origin);
    expect((await binnacle(["scan", "x"], { ...given, terminal: true })).out).not.toContain(origin);
  });
  it.each([3, 0])("says ten of a kind and counts the others (%i inputs read)", async (inputsRead) => {
    const failures = Array.from({ length: 12 }, (_, n) => ({
      ...failure,
      error: new AppError("not.found", `f${n}: no such file`, { hint: "check the name" }),
    }));
    failures.push({ ...failure, error: new AppError("not.found", "g: no such file", { hint: "make it" }) });
    const notices = Array.from({ length: 1011 }, (_, n) => ({ code: "empty", text: `e${n}: empty` }));
    const { err } = await binnacle(["scan", "x"], { result: resultOf([], { failures, notices, inputsRead }) });
    const lines = err.split("\n");
    expect(lines.slice(9, 12)).toEqual([
      "f9: no such file; check the name",
      "… and 2 more of this kind",
      "g: no such file; make it",
    ]);
    const said = inputsRead === 0 ? [""] : ["e0: empty", "e9: empty", "… and 1,001 more of this kind"];
    expect([lines[12], lines[21], lines[22]].filter((line) => line !== undefined)).toEqual(said);
  });
  it("--quiet leaves results and errors", async () => {
    const result = resultOf([], { failures: [failure], notices: [{ code: "empty", text: "a.json: empty" }] });
    expect((await binnacle(["scan", "x", "--quiet"], { result })).err).toBe("b.json: no such file; check the name\n");
    expect((await binnacle(["scan", "x"], { result })).err).toContain("a.json: empty\n");
  });
});

describe("errors", () => {
  const failing = (error: unknown) => ({ app: { scan: () => Promise.reject(error) } });
  it("say where, what and what to do on one line", async () => {
    const error = new AppError("unavailable", "a\u001b[31m\nb", { hint: "try\nagain" });
    expect(await binnacle(["scan", "x"], failing(error))).toMatchObject({
      code: 1,
      err: "a\\e[31m\\nb; try\\nagain\n",
    });
  });
  it("never show a stack, unless asked to", async () => {
    const { code, err } = await binnacle(["scan", "x"], failing(new TypeError("oops")));
    expect(code).toBe(1);
    expect(err).toBe("internal error: oops; run again with --verbose and report what it prints\n");
    expect((await binnacle(["scan", "x", "--verbose"], failing(new TypeError("oops")))).err).toContain(
      "program.test.ts",
    );
  });
  it("name every mistake of the configuration, one a line", async () => {
    const lines = "binnacle.yaml:3:1 stat: unknown key, did you mean `state`?\nbinnacle.yaml:9:7 version: is missing";
    const app = { loadConfig: () => Promise.reject(new AppError("config.invalid", lines)) };
    expect(await binnacle(["config", "check"], { app })).toMatchObject({ code: 1, out: "", err: `${lines}\n` });
  });
  it("end with the signal's code when interrupted", async () => {
    const ran = await binnacle(["scan", "x"], { ...failing(new AppError("aborted", "aborted")), interrupted: true });
    expect(ran).toMatchObject({ code: 130, out: "", err: "stopped\n" });
  });
});

describe("config", () => {
  it("check says that it is right", async () => {
    expect(await binnacle(["config", "check"])).toMatchObject({ code: 0, out: "no file, defaults: right\n" });
    expect(await binnacle(["config", "check", "--quiet"])).toMatchObject({ code: 0, out: "" });
  });
  it("show and schema print", async () => {
    expect(await binnacle(["config", "show"])).toMatchObject({ code: 0, out: "version: 1\n" });
    expect(JSON.parse((await binnacle(["config", "schema"])).out)).toEqual({ type: "object" });
  });
});
