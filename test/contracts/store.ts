import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Reject } from "../../src/model/source.ts";
import type { Commit, Store } from "../../src/model/store.ts";

const HOUR = 3_600_000;
export const DEDUPE_WINDOW = 25 * HOUR;

const commit = (id: string, what: Partial<Commit> = {}): Commit => ({
  id,
  now: 0,
  memory: [],
  findings: [],
  withdrawn: [],
  rejects: [],
  ...what,
});
const at = (partition: string, position: string) => ({ source: "s", partition, position });
const ref = (key: string) => ({ detector: "drift", revision: 1, key });
const finding = (id: string, what: Partial<Finding> = {}): Finding => ({
  id,
  fingerprint: `print of ${id}`,
  revision: 1,
  kind: "drift",
  rule: "drift/aws_eks_cluster",
  title: "something changed",
  severity: "high",
  status: "open",
  resolution: null,
  flags: [],
  first_seen: "2026-01-01T00:00:00.000Z",
  last_seen: "2026-01-01T00:00:00.000Z",
  resolved_at: null,
  count: 1,
  changes: [],
  controls: [],
  compliance: {},
  evidence: [],
  timeline: [],
  tags: [],
  related: [],
  undo: [],
  due: null,
  unseen: [],
  ...what,
});
const reject = (unit: string, offset: number): Reject => ({
  unit,
  offset,
  reason: "json",
  detail: "not JSON",
  sample: "\u0000{",
});

/** What a suite needs of a store: to open the same one again, and another, empty one. */
export interface StoreUnderTest {
  /** Opens an empty store of its own for each place; the same place again is the same store. */
  open: (place: string) => Promise<Store>;
}

/** What every store keeps; `name` says which one is tested. Stores open with a dedupe window of `DEDUPE_WINDOW`. */
export function storeContract(name: string, { open }: StoreUnderTest): void {
  let places = 0;
  const fresh = () => `${name}-${++places}`;
  async function using<T>(work: (store: Store) => Promise<T>, place = fresh()): Promise<T> {
    const store = await open(place);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  describe(`${name}: commit`, () => {
    it("is applied once, whatever comes again", () =>
      using(async (store) => {
        const first = commit("a", { memory: [{ ...ref("k"), memory: 1, version: 0 }], findings: [finding("f")] });
        expect(await store.committed("a")).toBe(false);
        expect(await store.commit(first)).toEqual({ applied: true });
        expect(await store.commit(first)).toEqual({ applied: false });
        expect(await store.commit({ ...first, findings: [finding("f", { count: 9 })] })).toEqual({ applied: false });
        expect(await store.committed("a")).toBe(true);
        expect(await store.recall([ref("k")])).toEqual([{ ...ref("k"), memory: 1, version: 1 }]);
        expect((await store.finding("f"))?.count).toBe(1);
      }));

    it("covers further batches, and refuses one that was partly applied", () =>
      using(async (store) => {
        await store.commit(commit("a", { covers: ["b", "c"] }));
        expect(await Promise.all(["a", "b", "c", "d"].map((id) => store.committed(id)))).toEqual([
          true,
          true,
          true,
          false,
        ]);
        expect(await store.commit(commit("c", { covers: ["b"] }))).toEqual({ applied: false });
        await expect(store.commit(commit("d", { covers: ["b"] }))).rejects.toMatchObject({ code: "conflict" });
        expect(await store.committed("d")).toBe(false);
      }));

    it.each([
      ["a new key that exists", { ...ref("k"), memory: 2, version: 0 }],
      ["an older version", { ...ref("k"), memory: 2, version: 1 }],
      ["a key that is gone", { ...ref("gone"), memory: 2, version: 1 }],
      ["forgetting an older version", { ...ref("k"), memory: undefined, version: 1 }],
      ["forgetting a key that should not be there", { ...ref("k"), memory: undefined, version: 0 }],
    ])("is a conflict for %s, and leaves nothing", (_, write) =>
      using(async (store) => {
        await store.commit(commit("a", { memory: [{ ...ref("k"), memory: 0, version: 0 }] }));
        await store.commit(commit("b", { memory: [{ ...ref("k"), memory: 1, version: 1 }] }));
        const losing = commit("c", {
          memory: [{ ...ref("before"), memory: 1, version: 0 }, write, { ...ref("z"), memory: 1, version: 0 }],
          findings: [finding("f")],
          rejects: [reject("u", 0)],
          checkpoints: [{ source: "s", partition: "p", position: "1" }],
          seen: { source: "s", ids: ["i"] },
        });
        await expect(store.commit(losing)).rejects.toMatchObject({ code: "conflict", retryable: true });
        expect(await store.committed("c")).toBe(false);
        expect(await store.recall(["before", "k", "z"].map(ref))).toEqual([{ ...ref("k"), memory: 1, version: 2 }]);
        expect(await store.finding("f")).toBeUndefined();
        expect(await store.rejects()).toEqual({ rejects: [] });
        expect(await store.checkpoint("s", "p")).toBeUndefined();
        expect(await store.fresh("s", ["i"])).toEqual(new Set(["i"]));
        expect(await store.commit({ ...losing, memory: [{ ...ref("k"), memory: 3, version: 2 }] })).toEqual({
          applied: true,
        });
      }),
    );

    it("takes commits and questions that are asked at once", () =>
      using(async (store) => {
        const ids = Array.from({ length: 20 }, (_, n) => `c${n}`);
        const answers = await Promise.allSettled(
          ids.map((id, n) => store.commit(commit(id, { memory: [{ ...ref(`k${n % 5}`), memory: n, version: 0 }] }))),
        );
        expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
        expect((await store.recall(ids.map((_, n) => ref(`k${n}`)))).length).toBe(5);
      }));

    it("keeps the furthest position of each partition", () =>
      using(async (store) => {
        await store.commit(commit("a", { checkpoints: [at("p", "1"), at("q\u0000", "x")] }));
        await store.commit(commit("b", { checkpoints: [at("p", "2\u0000")] }));
        expect(await store.checkpoint("s", "p")).toEqual(at("p", "2\u0000"));
        expect(await store.checkpoint("s", "q\u0000")).toEqual(at("q\u0000", "x"));
        expect(await store.checkpoint("s", "r")).toBeUndefined();
      }));
  });

  describe(`${name}: memories`, () => {
    it("are due in the order of their times, then by key, up to the limit", () =>
      using(async (store) => {
        const memory = [
          ["c", 30],
          ["b", 10],
          ["a", 30],
          ["later", 31],
          ["never", undefined],
        ].map(([key, wakeAt]) => ({ ...ref(key as string), memory: {}, version: 0, wakeAt: wakeAt as number }));
        await store.commit(commit("a", { memory }));
        expect((await store.due(30, 10)).map(({ key, wakeAt }) => [key, wakeAt])).toEqual([
          ["b", 10],
          ["a", 30],
          ["c", 30],
        ]);
        expect((await store.due(30, 2)).map(({ key }) => key)).toEqual(["b", "a"]);
        expect(await store.due(9, 10)).toEqual([]);
        await store.commit(commit("b", { memory: [{ ...ref("b"), memory: {}, version: 1 }] }));
        expect((await store.due(30, 10)).map(({ key }) => key)).toEqual(["a", "c"]);
      }));

    it("are told apart by detector, revision and key, whatever characters these hold", () =>
      using(async (store) => {
        const refs = [
          { detector: "d", revision: 1, key: "a\u0000b" },
          { detector: "d", revision: 1, key: "a\u0000c" },
          { detector: "d", revision: 1, key: "a%0000b" },
          { detector: "d", revision: 1, key: "\ud800" },
          { detector: "d", revision: 1, key: "\ud801" },
          { detector: "d", revision: 2, key: "a\u0000b" },
          { detector: "__proto__", revision: 1, key: "__proto__" },
          { detector: "", revision: 1, key: "" },
        ];
        await store.commit(commit("a", { memory: refs.map((each, n) => ({ ...each, memory: n, version: 0 })) }));
        for (const [n, each] of refs.entries()) {
          expect(await store.recall([each])).toEqual([{ ...each, memory: n, version: 1 }]);
        }
        expect(await store.recall([...refs, ref("none")])).toHaveLength(refs.length);
      }));

    it("come back as they were", () =>
      using(async (store) => {
        const memory = JSON.parse('{"__proto__": 1, "a": [null, 1.5, "\\u0000\\ud800"], "b": {"c": true}}');
        await store.commit(commit("a", { memory: [{ ...ref("k"), memory, version: 0, wakeAt: 2 ** 53 - 1 }] }));
        const [row] = await store.recall([ref("k")]);
        expect(JSON.stringify(row?.memory)).toBe(JSON.stringify(memory));
        expect(row?.wakeAt).toBe(2 ** 53 - 1);
      }));

    it("are found among more keys than one statement takes", () =>
      using(async (store) => {
        const refs = Array.from({ length: 1000 }, (_, n) => ref(`k${n}`));
        await store.commit(commit("a", { memory: refs.map((each) => ({ ...each, memory: 0, version: 0 })) }));
        expect(await store.recall([...refs, ref("other")])).toHaveLength(1000);
      }));
  });

  describe(`${name}: seen ids`, () => {
    it("are fresh until a commit remembers them, each source by itself", () =>
      using(async (store) => {
        const ids = Array.from({ length: 700 }, (_, n) => `id${n}\u0000`);
        expect((await store.fresh("s", ids)).size).toBe(700);
        await store.commit(commit("a", { seen: { source: "s", ids: ids.slice(1) } }));
        expect(await store.fresh("s", ids)).toEqual(new Set(["id0\u0000"]));
        expect((await store.fresh("t", ids)).size).toBe(700);
        expect(await store.fresh("s", [])).toEqual(new Set());
      }));

    it("are forgotten after the dedupe window, not before", () =>
      using(async (store) => {
        const remember = (id: string, now: number) =>
          store.commit(commit(id, { now, seen: { source: "s", ids: [id] } }));
        await remember("old", 0);
        await remember("young", DEDUPE_WINDOW);
        expect(await store.fresh("s", ["old", "young"])).toEqual(new Set());
        await remember("next", DEDUPE_WINDOW * 1.5);
        expect(await store.fresh("s", ["old", "young"])).toEqual(new Set(["old"]));
      }));
  });

  describe(`${name}: findings`, () => {
    it("are counted by status", () =>
      using(async (store) => {
        const quiet = { status: "quiet", resolution: "no-op" } as const;
        await store.commit(commit("c", { findings: [finding("a"), finding("b", quiet), finding("c", quiet)] }));
        expect(await store.countFindings()).toEqual({ open: 1, quiet: 2 });
      }));

    it("count their revisions by what changed, not by how often they were written", () =>
      using(async (store) => {
        const states = [finding("f"), finding("f"), finding("f", { count: 2 }), finding("f", { count: 3 })];
        await store.commit(commit("together", { findings: states }));
        expect(await store.finding("f")).toEqual(finding("f", { count: 3, revision: 3 }));
        await store.commit(commit("again", { findings: [finding("f", { count: 3, revision: 7 })] }));
        expect((await store.finding("f"))?.revision).toBe(3);
        await using(async (other) => {
          for (const [n, state] of states.entries()) await other.commit(commit(`c${n}`, { findings: [state] }));
          expect(await other.finding("f")).toEqual(await store.finding("f"));
        });
      }));

    it("are gone when withdrawn, unless given again after", () =>
      using(async (store) => {
        await store.commit(commit("a", { findings: [finding("f"), finding("g")] }));
        await store.commit(commit("b", { withdrawn: ["f", "g", "none"], findings: [finding("g", { count: 2 })] }));
        expect(await store.finding("f")).toBeUndefined();
        expect(await store.finding("g")).toEqual(finding("g", { count: 2, revision: 1 }));
      }));

    const on = (id: string, events: string[], what: Partial<Finding> = {}) =>
      finding(id, {
        evidence: events.map((event) => ({ event_id: event, time: "t", source: "k8s_audit", action: "a", origin: "" })),
        ...what,
      });
    const rule = { kind: "rule", rule: "public endpoint" } as const;

    it("name the findings that speak of the same event: what changed, and the rules that saw it", () =>
      using(async (store) => {
        const quiet = { ...rule, status: "quiet" } as const;
        const written = [on("drift", ["1"]), on("r1", ["1", "2"], rule), on("r2", ["1"], rule), on("q", ["1"], quiet)];
        await store.commit(commit("a", { findings: [...written, on("elsewhere", ["3"])] }));
        await store.commit(commit("b", { findings: [on("drift2", ["2"])] }));
        const related = async () =>
          Object.fromEntries((await store.findings({})).findings.map((one) => [one.id, one.related]));
        expect(await related()).toEqual({
          drift: ["r1", "r2"],
          drift2: ["r1"],
          r1: ["drift", "drift2"],
          r2: ["drift"],
          q: [],
          elsewhere: [],
        });
        await store.commit(commit("c", { withdrawn: ["drift"] }));
        expect(await related()).toMatchObject({ r1: ["drift2"], r2: [] });
        expect((await store.finding("r1"))!.related).toEqual(["drift2"]);
      }));

    const listed = [
      finding("d", { severity: "critical", last_seen: "2026-01-01T00:00:00.000Z", status: "resolved" }),
      finding("a", { severity: "high", last_seen: "2026-01-03T00:00:00.000Z" }),
      finding("b", { severity: "high", last_seen: "2026-01-02T00:00:00.000Z" }),
      finding("c", { severity: "high", last_seen: "2026-01-02T00:00:00.000Z", status: "quiet" }),
      finding("e", { severity: "info", last_seen: "2026-01-09T00:00:00.000Z" }),
    ];

    it("are listed most severe first, then newest, then by id", () =>
      using(async (store) => {
        await store.commit(commit("a", { findings: listed.toReversed() }));
        expect((await store.findings({})).findings.map(({ id }) => id)).toEqual(["d", "a", "b", "c", "e"]);
        const active = await store.findings({ statuses: ["open", "acknowledged"] });
        expect(active.findings.map(({ id }) => id)).toEqual(["a", "b", "e"]);
        expect(await store.findings({ statuses: [] })).toEqual({ findings: [] });
      }));

    it("are paged by a cursor that stays where it was when others come", () =>
      using(async (store) => {
        await store.commit(commit("a", { findings: listed }));
        const first = await store.findings({}, undefined, 2);
        await store.commit(commit("b", { findings: [finding("new", { severity: "critical" })] }));
        const second = await store.findings({}, first.cursor, 2);
        const third = await store.findings({}, second.cursor, 2);
        expect([first, second, third].map((page) => page.findings.map(({ id }) => id))).toEqual([
          ["d", "a"],
          ["b", "c"],
          ["e"],
        ]);
        expect(third.cursor).toBeUndefined();
        expect((await store.findings({}, undefined, 6)).cursor).toBeUndefined();
      }));

    it.each(["", "nonsense", Buffer.from('["x"]').toString("base64url")])("refuse %j as a cursor", (cursor) =>
      using(async (store) => {
        await expect(store.findings({}, cursor)).rejects.toMatchObject({ code: "rejected" });
        await expect(store.rejects(cursor)).rejects.toMatchObject({ code: "rejected" });
      }),
    );
  });

  describe(`${name}: rejects`, () => {
    it("are listed by unit and offset, page by page", () =>
      using(async (store) => {
        const [b5, a9, b2, again] = [reject("b", 5), reject("a", 9), reject("b", 2), reject("b", 5)];
        await store.commit(commit("one", { rejects: [b5, a9, b2] }));
        await store.commit(commit("two", { rejects: [again] }));
        const first = await store.rejects(undefined, 3);
        const second = await store.rejects(first.cursor, 3);
        expect([first.rejects, second.rejects]).toEqual([[a9, b2, b5], [again]]);
        expect(second.cursor).toBeUndefined();
      }));
  });

  describe(`${name}: opening`, () => {
    it("finds everything again", async () => {
      const place = fresh();
      const memory = [{ ...ref("k"), memory: { a: 1 }, version: 0, wakeAt: 5 }];
      await using(
        (store) =>
          store.commit(
            commit("a", {
              memory,
              findings: [finding("f")],
              rejects: [reject("u", 1)],
              seen: { source: "s", ids: ["i"] },
              checkpoints: [{ source: "s", partition: "p", position: "7" }],
            }),
          ),
        place,
      );
      await using(async (store) => {
        expect(await store.committed("a")).toBe(true);
        expect(await store.due(5, 1)).toEqual([{ ...memory[0], version: 1 }]);
        expect(await store.finding("f")).toEqual(finding("f"));
        expect(await store.rejects()).toEqual({ rejects: [reject("u", 1)] });
        expect(await store.fresh("s", ["i"])).toEqual(new Set());
        expect((await store.checkpoint("s", "p"))?.position).toBe("7");
      }, place);
    });

    it("can be closed twice", async () => {
      const store = await open(fresh());
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}
