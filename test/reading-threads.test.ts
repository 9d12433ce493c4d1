import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PoolOptions, ReaderPool } from "../src/app/reading/pool.ts";
import type { LoadedConfig } from "../src/app/config/index.ts";
import type { QueryAnswer, QueryOptions } from "../src/app/query.ts";
import type { ScanOptions, ScanResult } from "../src/app/scan.ts";

// Threads run what was built: Node 20 reads no TypeScript.
const built = path.resolve("dist/app/reading/worker.js");
if (!existsSync(built)) console.warn(`SKIPPED: threads that read. ${built} is missing: run "npm run build" first.`);

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-threads-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

const load = async <T>(file: string) => (await import(/* @vite-ignore */ pathToFileURL(path.resolve(file)).href)) as T;

/** Calls of several accounts, regions and services, some of them changes, some given twice. */
function calls(from: number, count: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const [eventSource, eventName, readOnly] = [
      ["eks.amazonaws.com", "UpdateNodegroupConfig", false],
      ["ec2.amazonaws.com", "DescribeInstances", true],
      ["s3.amazonaws.com", "PutObject", false],
      ["ec2.amazonaws.com", "CreateTags", false],
      ["sts.amazonaws.com", "AssumeRole", undefined],
    ][number % 5] as [string, string, boolean | undefined];
    return {
      eventVersion: "1.11",
      userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ops", accountId: "111122223333" },
      eventTime: new Date(Date.UTC(2026, 2, 2) + number * 1000 - (number % 97 === 0 ? 7_200_000 : 0)).toISOString(),
      eventSource,
      eventName,
      awsRegion: number % 3 === 0 ? "us-east-1" : "eu-west-1",
      requestParameters: { name: "prod", nodegroupName: "general", scalingConfig: { maxSize: number } },
      responseElements: { note: "Ärger ☂" },
      eventID: `e-${number % 1900}`,
      ...(readOnly !== undefined && { readOnly }),
      eventType: "AwsApiCall",
      ...(number % 7 !== 0 && { recipientAccountId: "111122223333" }),
    };
  });
}

/** Whole, damaged, cut off, empty, foreign and many small files. */
function writeDamaged(): string {
  const damaged = at("damaged");
  mkdirSync(damaged);
  const name = (number: number) => path.join(damaged, `${String(number).padStart(4, "0")}.json.gz`);
  for (let number = 0; number < 6; number++)
    writeFileSync(name(number), gzipSync(JSON.stringify({ Records: calls(number * 400, 500) })));
  appendFileSync(name(1), "rubbish");
  writeFileSync(name(2), readFileSync(name(2)).subarray(0, -900));
  const cut = JSON.stringify({ Records: calls(9000, 50) }).slice(0, -333);
  writeFileSync(name(6), gzipSync(cut));
  writeFileSync(name(7), "");
  writeFileSync(name(8), "no log at all\n");
  writeFileSync(name(9), gzipSync(`{"Records":[{"a":1},${JSON.stringify(calls(1, 1)[0])},{"__proto__":{"x":1}}]}`));
  writeFileSync(name(10), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
  for (let number = 11; number < 600; number++)
    writeFileSync(name(number), gzipSync(JSON.stringify({ Records: calls(number * 7, 3) })));
  return damaged;
}

describe.skipIf(!existsSync(built))("files read in threads", () => {
  let scan: (options: ScanOptions) => Promise<ScanResult>;
  let options: Omit<ScanOptions, "inputs">;
  beforeAll(async () => {
    ({ scan } = await load<{ scan: typeof scan }>("dist/app/scan.js"));
    const { loadConfig } = await load<{ loadConfig: (file: string, env: object) => Promise<LoadedConfig> }>(
      "dist/app/config/index.js",
    );
    writeFileSync(at("binnacle.yaml"), "version: 1\n");
    options = { states: ["packs/demo"], code: [], config: await loadConfig(at("binnacle.yaml"), {}) };
  });

  const told = async (inputs: string[], workers: number, more: Partial<ScanOptions> = {}) => {
    const { summary, failures, ...rest } = await scan({ ...options, inputs, workers, ...more });
    const said = failures.map(({ unit, error: { code, message, hint } }) => ({ unit, code, message, hint }));
    return unread({ ...rest, failures: said, summary: { ...summary, duration_ms: 0 } });
  };

  /** What has no time has that of its reading, which is another in each run. */
  const began = new Date().toISOString();
  const unread = <T>(result: T): T =>
    JSON.parse(JSON.stringify(result), (_, value: unknown) =>
      typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && value >= began ? "when it was read" : value,
    ) as T;

  it.each([
    ["the demo", () => ["packs/demo"]],
    ["every transport", () => ["test/fixtures/transports"]],
    ["damaged and small files", () => [writeDamaged()]],
  ])("give what one thread gives: %s", async (_, inputs) => {
    const given = inputs();
    const alone = await told(given, 0);
    expect(alone.summary.units).toBeGreaterThan(0);
    for (const workers of [1, 3]) expect(await told(given, workers)).toEqual(alone);
  });

  it("keep to the period, and judge what a store has seen before once", async () => {
    const period = { since: Date.UTC(2026, 2, 2), until: Date.UTC(2026, 2, 2, 0, 20) };
    const alone = await told([at("damaged")], 0, { ...period, store: `sqlite:${at("alone.db")}` });
    const threads = await told([at("damaged")], 2, { ...period, store: `sqlite:${at("threads.db")}` });
    expect(alone.summary.outside_period).toBeGreaterThan(0);
    expect(threads).toEqual(alone);
    const again = await told([at("damaged")], 2, { ...period, store: `sqlite:${at("alone.db")}` });
    expect(again.summary.replayed).toBeGreaterThan(0);
    expect(again.findings).toEqual(alone.findings);
  });

  it.each([
    ["stats count(*) as n, latest(@ptr) by eventName, bin(10m)", undefined],
    ['filter eventSource = "ec2.amazonaws.com" and readOnly = true | fields @ptr, @timestamp | limit 50', undefined],
    ['filter requestParameters.scalingConfig.maxSize > 1000 or errorCode != "x" | stats count(*)', undefined],
    [undefined, '{ $.eventName = "PutObject" && $.awsRegion = "us-east-1" }'],
  ])("answer a query as one thread does: %s %s", async (text, filter) => {
    const { query } = await load<{ query: (asked: QueryOptions) => QueryAnswer }>("dist/app/query.js");
    const answer = async (workers: number) => {
      const { config } = options;
      const signal = new AbortController().signal;
      const inputs = [at("damaged")];
      const asked = query({
        inputs,
        config,
        workers,
        signal,
        now: 0,
        ...(text && { text }),
        ...(filter && { filter }),
      });
      const rows: unknown[] = [];
      for await (const cells of asked.rows()) rows.push(cells);
      const { failures, ...outcome } = asked.outcome();
      return { rows, outcome, failed: failures.map(({ unit }) => unit) };
    };
    const alone = await answer(0);
    expect(alone.rows.length).toBeGreaterThan(0);
    expect(await answer(2)).toEqual(alone);
  });

  it("stop when they are told to", async () => {
    const controller = new AbortController();
    const running = told([at("damaged")], 2, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toMatchObject({ code: "aborted" });
  });

  it("that break down end the run with an error", async () => {
    const { ReaderPool: Pool } = await load<{ ReaderPool: new (options: PoolOptions) => ReaderPool }>(
      "dist/app/reading/pool.js",
    );
    const files = [{ name: at("binnacle.yaml"), bytes: 11 }];
    const broken = { interest: { kinds: 5 as unknown as string[] } };
    const pool = new Pool({ files, cluster: undefined, workers: 1, detectors: [broken] });
    await expect(pool.next()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "internal",
      message: expect.stringContaining("broke down") as string,
    });
    await pool.close();
  });
});
