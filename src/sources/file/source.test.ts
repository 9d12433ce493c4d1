import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decode } from "../../events/decode.ts";
import type { Batch } from "../../model/source.ts";
import { file } from "./index.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "source-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const call = (id: string) => ({
  eventVersion: "1.11",
  eventTime: "2026-03-14T09:00:00Z",
  eventSource: "eks.amazonaws.com",
  eventName: "DescribeCluster",
  eventID: id,
  userIdentity: {},
  recipientAccountId: "111122223333",
});

function put(name: string, content: string | Buffer = JSON.stringify({ Records: [call(name)] })): string {
  const full = path.join(folder, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

const create = (options: { paths: string[] } & object, stdin?: AsyncIterable<Uint8Array>) =>
  file.create(file.options.parse(options), stdin ? { decode, stdin } : { decode });

async function read(options: { paths: string[] } & object, stdin?: AsyncIterable<Uint8Array>): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of create(options, stdin).read(undefined, new AbortController().signal)) batches.push(batch);
  return batches;
}

const ids = (batches: Batch[]) => batches.flatMap(({ events }) => events.map(({ displayId }) => displayId));
const failures = (batches: Batch[]) =>
  batches.flatMap(({ failures: each = [] }) =>
    each.map(({ unit, error }) => `${path.relative(folder, unit)}: ${error.code}`),
  );
const notices = (batches: Batch[]) => batches.flatMap((batch) => batch.notices.map(({ code }) => code));
const units = (batches: Batch[]) => batches.reduce((total, { unitsRead = 0 }) => total + unitsRead, 0);

const trailName = (account: string, region: string, time: string) =>
  `AWSLogs/${account}/CloudTrail/${region}/2026/03/14/${account}_CloudTrail_${region}_20260314T${time}Z_Mu0KsOhtH1ar15Z${account[0]}.json.gz`;
const trail = (account: string, region: string, time: string) =>
  put(
    trailName(account, region, time),
    gzipSync(JSON.stringify({ Records: [call(`${account[0]} ${region} ${time}`)] })),
  );

describe("order", () => {
  it("files that tell a time are merged by it, across folders", async () => {
    trail("111111111111", "eu-west-1", "0910");
    trail("111111111111", "eu-west-1", "0930");
    trail("111111111111", "us-east-1", "0920");
    trail("222222222222", "eu-west-1", "0900");
    put("a.json");
    put("z.json");
    expect(ids(await read({ paths: [folder] }))).toEqual([
      "2 eu-west-1 0900",
      "1 eu-west-1 0910",
      "1 us-east-1 0920",
      "1 eu-west-1 0930",
      "a.json",
      "z.json",
    ]);
  });

  it("the others come as they were given, folders by name", async () => {
    put("sub/b.json");
    put("sub/a.json");
    const first = put("first.json");
    expect(ids(await read({ paths: [first, path.join(folder, "sub")] }))).toEqual([
      "first.json",
      "sub/a.json",
      "sub/b.json",
    ]);
  });

  it("a period leaves out what was delivered outside it", async () => {
    for (const time of ["0800", "0900", "1000", "1200"]) trail("111111111111", "eu-west-1", time);
    const period = {
      since: Date.UTC(2026, 2, 14, 8, 30),
      until: Date.UTC(2026, 2, 14, 9, 30),
      backfillWindow: 3_600_000,
    };
    const batches = await read({ paths: [folder], ...period });
    expect(ids(batches)).toEqual(["1 eu-west-1 0900", "1 eu-west-1 1000"]);
    expect(notices(batches)).toEqual(["outside-period"]);
  });

  it.each([
    [["0800"], "1 CloudTrail file was delivered outside the period and not opened"],
    [["0800", "1200"], "2 CloudTrail files were delivered outside the period and not opened"],
  ])("counts in words that fit: %j", async (times, text) => {
    for (const time of [...times, "0900"]) trail("111111111111", "eu-west-1", time);
    const period = { since: Date.UTC(2026, 2, 14, 8, 30), until: Date.UTC(2026, 2, 14, 9, 30), backfillWindow: 0 };
    const batches = await read({ paths: [folder], ...period });
    expect(batches.flatMap((batch) => batch.notices.map((notice) => notice.text))).toEqual([text]);
  });
});

describe("folders", () => {
  it("siblings of a trail are counted, not opened", async () => {
    put("AWSLogs/111122223333/CloudTrail-Digest/x.json.gz", "not even gzip");
    put("AWSLogs/111122223333/vpcflowlogs/x.log.gz", "nor this");
    trail("111111111111", "eu-west-1", "0900");
    const batches = await read({ paths: [folder] });
    expect(batches.map(({ counts }) => counts.skips)).toEqual([{ digest: 1, "vpc-flow": 1 }]);
    expect([ids(batches).length, failures(batches), units(batches)]).toEqual([1, [], 3]);
  });

  it("a link that leads back is one failure, a second way to a folder one notice", async () => {
    put("a/x.json");
    symlinkSync("..", path.join(folder, "a/up"));
    symlinkSync("self", path.join(folder, "self"));
    symlinkSync("a", path.join(folder, "b"));
    symlinkSync("nowhere", path.join(folder, "c"));
    const batches = await read({ paths: [folder] });
    expect(ids(batches)).toEqual(["a/x.json"]);
    expect(failures(batches)).toEqual(["a/up: rejected", "c: not.found", "self: rejected"]);
    expect(notices(batches)).toEqual(["folder-twice"]);
  });

  it("a linked file is read", async () => {
    put("real/x.json");
    mkdirSync(path.join(folder, "links"));
    symlinkSync("../real/x.json", path.join(folder, "links/y.json"));
    expect(ids(await read({ paths: [path.join(folder, "links")] }))).toEqual(["real/x.json"]);
  });

  it("sockets are left out and said", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path.join(folder, "s"), resolve));
    const batches = await read({ paths: [folder] });
    await new Promise((resolve) => server.close(resolve));
    expect([notices(batches), failures(batches)]).toEqual([["no-file", "empty-folder"], []]);
  });

  it("many small files are few batches", async () => {
    for (let at = 0; at < 1500; at++) put(`f${at}.json`);
    const batches = await read({ paths: [folder] });
    expect([ids(batches).length, units(batches), batches.length]).toEqual([1500, 1500, 6]);
    expect(await create({ paths: [folder] }).total!()).toMatchObject({ units: 1500 });
  });
});

describe("what cannot be read", () => {
  it("is told by name, everything else is read", async () => {
    const good = put("good.json");
    const batches = await read({ paths: [path.join(folder, "none"), good, path.join(good, "below")] });
    expect([ids(batches), failures(batches)]).toEqual([
      ["good.json"],
      ["none: not.found", "good.json/below: not.found"],
    ]);
    expect(batches[0]!.failures![0]!.error.message).toBe(`${folder}/none: no such file or folder`);
  });

  it.skipIf(process.getuid?.() === 0)("a file without permission", async () => {
    chmodSync(put("secret.json"), 0);
    expect(failures(await read({ paths: [folder] }))).toEqual(["secret.json: auth.denied"]);
  });

  it("a unit with nothing but rejects was not readable", async () => {
    put("binary", Buffer.from([1, 0, 2, 0]));
    put("other.json", '{"hello":1}');
    put("empty.json", "");
    const batches = await read({ paths: [folder] });
    expect(failures(batches)).toEqual(["binary: decode.invalid", "other.json: decode.invalid"]);
    expect([notices(batches), units(batches)]).toEqual([["empty-unit"], 1]);
  });
});

describe("batches", () => {
  it("the same input has the same ids, another one others", async () => {
    const name = put("x.json");
    const before = await read({ paths: [name] });
    expect((await read({ paths: [name] })).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    put("x.json", JSON.stringify({ Records: [call("other one")] }));
    expect((await read({ paths: [name] }))[0]!.id).not.toBe(before[0]!.id);
  });

  it("a large file is several batches, whose bytes are the file's", async () => {
    const text = JSON.stringify({ Records: Array.from({ length: 20_000 }, (_, at) => call(`id-${at}`)) });
    const bytes = gzipSync(text);
    const batches = await read({ paths: [put("large.json.gz", bytes)] });
    expect(ids(batches).length).toBe(20_000);
    expect(batches.length).toBeGreaterThan(3);
    expect(new Set(batches.map(({ id }) => id)).size).toBe(batches.length);
    expect(batches.reduce((total, batch) => total + batch.bytes, 0)).toBe(bytes.length);
  });

  it("standard input is a unit by its content", async () => {
    const stdin = (id: string) =>
      (async function* () {
        yield Buffer.from(JSON.stringify(call(id)));
      })();
    const [a, b, c] = [
      await read({ paths: ["-"] }, stdin("1")),
      await read({ paths: ["-"] }, stdin("1")),
      await read({ paths: ["-"] }, stdin("2")),
    ];
    expect([ids(a), a[0]!.events[0]!.origins[0]!.unit]).toEqual([["1"], "-"]);
    expect([a[0]!.id === b[0]!.id, a[0]!.id === c[0]!.id]).toEqual([true, false]);
  });

  it.skipIf(process.platform === "win32")(
    "a pipe is a unit by its content, and waiting for it holds up nobody",
    async () => {
      const pipe = path.join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      const through = async (id: string) => {
        const reading = read({ paths: [pipe] });
        await writeFile(pipe, JSON.stringify(call(id)));
        return reading;
      };
      const [a, b, c] = [await through("1"), await through("1"), await through("2")];
      expect([ids(a), ids(c)]).toEqual([["1"], ["2"]]);
      expect([a[0]!.id === b[0]!.id, a[0]!.id === c[0]!.id]).toEqual([true, false]);
    },
  );

  it("stops when it is told to", async () => {
    put("x.json");
    const stopped = create({ paths: [folder] }).read(undefined, AbortSignal.abort());
    const aborted = stopped[Symbol.asyncIterator]();
    await expect(aborted.next()).rejects.toMatchObject({ code: "aborted" });
  });
});
