import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEDUPE_WINDOW, storeContract } from "../../../test/contracts/store.ts";
import type { Store } from "../../model/store.ts";
import { sqlite } from "./index.ts";
import { open } from "./open.ts";

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (file: string) => path.join(folder, file);
const openFile = (file: string, durable = true): Promise<Store> =>
  sqlite.create({ path: file, durable }, { dedupeWindowMs: DEDUPE_WINDOW });
const nothing = { now: 0, memory: [], findings: [], withdrawn: [], rejects: [] };

storeContract("sqlite", { open: (place) => openFile(at(`${place}.db`)) });
storeContract("sqlite without durability", { open: (place) => openFile(at(`${place}.db`), false) });

describe("a temporary store", () => {
  const temporary = () => sqlite.create(sqlite.options.parse({}), { dedupeWindowMs: DEDUPE_WINDOW });

  it("is empty each time, and rolls back", async () => {
    for (let round = 0; round < 2; round += 1) {
      const store = await temporary();
      const memory = { detector: "d", revision: 1, key: "k", memory: 1, version: 0 };
      expect(await store.commit({ ...nothing, id: "a", memory: [memory] })).toEqual({ applied: true });
      const losing = store.commit({ ...nothing, id: "b", memory: [{ ...memory, key: "a" }, memory] });
      await expect(losing).rejects.toMatchObject({ code: "conflict" });
      expect(await store.recall([{ ...memory, key: "a" }, memory])).toHaveLength(1);
      await store.close();
    }
  });

  it("knows what it committed: ids for the window, commits for ever", async () => {
    const store = await temporary();
    const commit = (id: string, now: number, ids: string[]) =>
      store.commit({ ...nothing, id, covers: [`${id}'`], now, seen: { source: "s", ids } });
    await commit("a", 0, ["1"]);
    await commit("b", DEDUPE_WINDOW, ["2"]);
    expect(await store.fresh("s", ["1", "2", "3"])).toEqual(new Set(["3"]));
    expect(await store.fresh("t", ["1"])).toEqual(new Set(["1"]));
    await commit("c", 2 * DEDUPE_WINDOW, []);
    expect(await store.fresh("s", ["2"])).toEqual(new Set());
    await commit("d", 4 * DEDUPE_WINDOW, []);
    expect(await store.fresh("s", ["1", "2"])).toEqual(new Set(["1", "2"]));
    for (const id of ["a", "a'", "d"]) expect(await store.committed(id)).toBe(true);
    expect(await store.committed("e")).toBe(false);
    expect(await commit("a", 5 * DEDUPE_WINDOW, [])).toEqual({ applied: false });
    await store.close();
  });

  it("can be open twice at once", async () => {
    const both = [await temporary(), await temporary()];
    for (const store of both) expect(await store.commit({ ...nothing, id: "a" })).toEqual({ applied: true });
    for (const store of both) await store.close();
  });
});

describe("one writer", () => {
  it("is kept by a lock that ends with the store", async () => {
    const file = at("one-writer.db");
    const first = await openFile(file);
    symlinkSync(file, at("other-name.db"));
    for (const name of [file, at("other-name.db")]) {
      await expect(openFile(name)).rejects.toMatchObject({
        code: "unavailable",
        message: `${name}: another Binnacle process is writing to this store`,
        hint: expect.stringContaining("--store sqlite:PATH") as string,
      });
    }
    await first.close();
    await (await openFile(file)).close();
  });

  it("is kept between processes, and a killed one leaves no lock", async () => {
    const file = at("processes.db");
    const hold = `const held = new (require("libsql"))(process.argv[1]);
      held.exec("BEGIN EXCLUSIVE"); console.log("held"); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ["-e", hold, `${file}.lock`], { stdio: ["ignore", "pipe", "inherit"] });
    await once(other.stdout, "data");
    await expect(openFile(file)).rejects.toMatchObject({ code: "unavailable" });
    other.kill("SIGKILL");
    await once(other, "exit");
    await (await openFile(file)).close();
  });
});

describe("a file that cannot be a store", () => {
  const another = at("another-program.db");
  const newer = at("newer.db");
  const cases: [what: string, file: string, make: () => unknown, code: string, message: string][] = [
    ["a folder", folder, () => undefined, "rejected", "a folder, not a file"],
    ["no folder", at("no/such/x.db"), () => undefined, "not.found", "its folder does not exist"],
    ["a file as folder", at("f/x.db"), () => writeFileSync(at("f"), ""), "not.found", "its folder does not exist"],
    ["text", at("text.db"), () => writeFileSync(at("text.db"), "hello ".repeat(999)), "decode.invalid", "not a SQLite"],
    ["a device", "/dev/null", () => undefined, "rejected", "not a regular file"],
    [
      "a database of another program",
      another,
      async () => {
        const database = open(another, "x", []);
        await database.run("CREATE TABLE notes (a)", []);
        await database.close();
      },
      "rejected",
      "this database belongs to another program",
    ],
    [
      "a newer schema",
      newer,
      async () => {
        await (await openFile(newer)).close();
        const database = open(newer, "x", []);
        await database.run("UPDATE binnacle_schema SET version = 99", []);
        await database.close();
      },
      "rejected",
      "written by a newer Binnacle (schema 99",
    ],
  ];
  it.each(cases)("%s", async (_, file, make, code, message) => {
    await make();
    await expect(openFile(file)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`${file}: ${message}`) as string,
      hint: expect.any(String) as string,
    });
  });

  it("is left as it was, and not locked", async () => {
    await expect(openFile(at("text.db"))).rejects.toMatchObject({ code: "decode.invalid" });
    expect(readFileSync(at("text.db"), "utf8")).toBe("hello ".repeat(999));
  });

  it.skipIf(process.getuid?.() === 0)("no permission", async () => {
    writeFileSync(at("private.db"), "");
    chmodSync(at("private.db"), 0o400);
    await expect(openFile(at("private.db"))).rejects.toMatchObject({ code: "auth.denied" });
  });

  it("a page that was overwritten", async () => {
    const file = at("damaged.db");
    const store = await openFile(file);
    await store.commit({
      ...nothing,
      id: "a",
      seen: { source: "s", ids: Array.from({ length: 5000 }, (_, n) => `id${n}`) },
    });
    await store.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 8192));
    await expect(
      openFile(file).then(async (again) => {
        try {
          await again.fresh("s", ["id7", "id4000"]);
        } finally {
          await again.close();
        }
      }),
    ).rejects.toMatchObject({ code: "decode.invalid", message: `${file}: the database is damaged` });
  });
});

it("says when the disk is full, and goes on when there is room again", async () => {
  const database = open("", "small.db", ["max_page_count = 8"]);
  await database.run("CREATE TABLE t (a TEXT)", []);
  const fill = database.transaction(async (sql) => {
    await sql.run("INSERT INTO t VALUES ('first')", []);
    await sql.run("INSERT INTO t VALUES (?)", ["x".repeat(100_000)]);
  });
  await expect(fill).rejects.toMatchObject({ code: "unavailable", message: "small.db: the disk is full" });
  await database.transaction((sql) => sql.run("INSERT INTO t VALUES ('second')", []));
  expect(await database.all("SELECT a FROM t")).toEqual([{ a: "second" }]);
  await database.close();
});

it("is readable by its owner only", async () => {
  const file = at("mode.db");
  await (await openFile(file)).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
