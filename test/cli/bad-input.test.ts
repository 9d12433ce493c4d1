import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binnacle } from "./run.ts";

// Everything that can be wrong with what is read: one clear line, the right exit code, and the rest still read.
const GOOD = "test/fixtures/scenarios/cluster.json";
const STATE = "test/fixtures/scenarios/terraform.tfstate";
const folder = mkdtempSync(path.join(tmpdir(), "bad-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);
const trail = readFileSync(GOOD, "utf8");
const record = JSON.stringify((JSON.parse(trail) as { Records: unknown[] }).Records[0]);

beforeAll(() => {
  const zipped = gzipSync(trail);
  writeFileSync(at("truncated.json.gz"), zipped.subarray(0, zipped.length - 20));
  writeFileSync(at("bomb.json.gz"), gzipSync(gzipSync(Buffer.alloc(400 << 20))));
  writeFileSync(at("half.json"), trail.slice(0, trail.length / 2));
  writeFileSync(at("one-broken.json"), `{"Records":[${record},{"eventVersion":,}]}`);
  writeFileSync(at("other.json"), '{"hello":"world"}');
  writeFileSync(at("picture.png"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  writeFileSync(at("empty.json"), "");
  writeFileSync(at("v3.tfstate"), '{"version":3,"terraform_version":"0.11.14","serial":1,"modules":[]}');
  writeFileSync(at("v5.tfstate"), '{"version":5,"serial":1,"resources":[]}');
  writeFileSync(at("corrupt.tfstate"), '{"version":4,"resources":[{');
  writeFileSync(
    at("encrypted.tfstate"),
    '{"serial":1,"lineage":"x","encrypted_data":"AAAA","encryption_version":"v0"}',
  );
  mkdirSync(at("loop"));
  copyFileSync(GOOD, at("loop/good.json"));
  symlinkSync(".", at("loop/up"));
});

const findingsOf = (out: string) => out.split("\n").filter((line) => line !== "").length;

describe("inputs", () => {
  it.each([
    ["no such file", ["nowhere.json"], 1, 0, /nowhere\.json.*no such/i],
    ["no such file among good ones", ["nowhere.json", GOOD], 3, 1, /nowhere\.json.*no such/i],
    ["truncated gzip", ["truncated.json.gz", GOOD], 3, 1, /truncated\.json\.gz/],
    ["gzip bomb", ["bomb.json.gz", GOOD], 3, 1, /bomb\.json\.gz/],
    ["half a JSON", ["half.json", GOOD], 3, 1, /half\.json/],
    ["one broken record among good ones", ["one-broken.json"], 3, 1, /one-broken\.json/],
    ["a wrong envelope", ["other.json", GOOD], 3, 1, /other\.json/],
    ["binary", ["picture.png", GOOD], 3, 1, /picture\.png/],
    ["an empty file", ["empty.json"], 0, 0, /empty\.json.*empty/i],
    ["a loop of links", ["loop"], 3, 1, /loop\/up.*symbolic link/],
  ])("%s", async (_, inputs, code, found, line) => {
    const paths = inputs.map((name) => (name === GOOD ? name : at(name)));
    const ran = await binnacle("scan", "--pack", "none", ...paths, "--state", STATE);
    expect({ code: ran.code, found: findingsOf(ran.out) }).toEqual({ code, found });
    expect(ran.err.split("\n").filter((text) => line.test(text)).length).toBeGreaterThan(0);
    expect(ran.err).not.toMatch(/internal error|^\s+at /m);
  });

  it("of which one fills whole batches and another is missing: what was read is judged", async () => {
    const reads = Array.from({ length: 5000 }, (_, n) =>
      record.replace(/"eventID":"[^"]*"/, `"eventID":"${10_000 + n}"`),
    );
    writeFileSync(at("many.json"), `{"Records":[${reads.join(",")}]}`);
    const ran = await binnacle("scan", "--pack", "none", at("many.json"), at("nowhere.json"), "--state", STATE);
    expect({ code: ran.code, found: findingsOf(ran.out) }).toEqual({ code: 3, found: 1 });
    expect(ran.err).toMatch(/5,000 aws_cloudtrail events in 1 file /);
  });

  it.skipIf(process.getuid?.() === 0)("no permission", async () => {
    writeFileSync(at("locked.json"), trail);
    chmodSync(at("locked.json"), 0o000);
    const ran = await binnacle("scan", "--pack", "none", at("locked.json"), GOOD, "--state", STATE);
    expect({ code: ran.code, found: findingsOf(ran.out) }).toEqual({ code: 3, found: 1 });
    expect(ran.err).toMatch(/locked\.json.*permission/i);
  });

  it("writes what it could not read where it was told to", async () => {
    await binnacle(
      "scan",
      "--pack",
      "none",
      at("one-broken.json"),
      "--state",
      STATE,
      "--rejects",
      at("rejects.ndjson"),
    );
    const [reject, ...more] = readFileSync(at("rejects.ndjson"), "utf8").trimEnd().split("\n");
    expect(JSON.parse(reject!)).toMatchObject({ unit: at("one-broken.json"), reason: "json" });
    expect(more).toEqual([]);
  });
});

describe("states", () => {
  it.each([
    ["no such state", ["nowhere.tfstate"], 1, /nowhere\.tfstate.*no such/i],
    ["version 3", ["v3.tfstate"], 1, /v3\.tfstate.*terraform apply -refresh-only/],
    ["version 5", ["v5.tfstate"], 1, /v5\.tfstate.*5/],
    ["corrupt", ["corrupt.tfstate"], 1, /corrupt\.tfstate/],
    ["encrypted by OpenTofu", ["encrypted.tfstate"], 1, /encrypted\.tfstate.*tofu state pull/],
    ["one of several", ["v3.tfstate", STATE], 3, /v3\.tfstate.*terraform apply -refresh-only/],
  ])("%s", async (_, states, code, line) => {
    const flags = states.flatMap((name) => ["--state", name === STATE ? name : at(name)]);
    const ran = await binnacle("scan", "--pack", "none", GOOD, ...flags);
    expect({ code: ran.code, found: findingsOf(ran.out) }).toEqual({ code, found: code === 1 ? 0 : 1 });
    expect(ran.err.split("\n").filter((text) => line.test(text))).toHaveLength(1);
    expect(ran.err).not.toMatch(/internal error|^\s+at /m);
  });
});

describe("configuration", () => {
  it("every mistake at once, and nothing is read", async () => {
    writeFileSync(at("binnacle.yaml"), "version: 1\nstat: []\ntime: { lateness: soon }\n");
    const ran = await binnacle("scan", "--pack", "none", GOOD, "--config", at("binnacle.yaml"));
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: "" });
    const lines = ran.err.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/binnacle\.yaml:2:1 +stat: unknown key, did you mean `state`\?$/);
    expect(lines[1]).toMatch(/binnacle\.yaml:3:\d+ +time\.lateness: /);
  });
  it("no such file", async () => {
    const ran = await binnacle("scan", "--pack", "none", GOOD, "--config", at("none.yaml"));
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/none\.yaml.*no such/i);
  });
});
