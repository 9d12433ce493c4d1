import { afterEach, describe, expect, it } from "vitest";
import type { Detector, Step } from "../../model/detector.ts";
import { AppError } from "../../model/errors.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding } from "../../model/finding.ts";
import type { Batch } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";
import { sqlite } from "../../stores/sqlite/index.ts";
import { emptyTerraform } from "../../terraform/index.ts";
import { Pipeline } from "./pipeline.ts";
import type { PipelineOptions } from "./pipeline.ts";

const MINUTE = 60_000;
const facts: Facts = {
  version: "1",
  final: false,
  terraform: emptyTerraform(),
  trust: { applyRoles: [], adminPrincipals: [], podIdentities: [], gitopsIdentities: [] },
  driftRules: [],
  time: { lateness: 20 * MINUTE, dedupeWindow: 1500 * MINUTE, backfillWindow: 0, settle: 0 },
  labels: () => ({}),
};

/** A call on `subject` at so many minutes; calls of other services change nothing and nobody wants them. */
function call(id: string, minute: number, subject = "a", service = "eks.amazonaws.com"): Event {
  const mutates = service === "eks.amazonaws.com" || service === "ec2.amazonaws.com";
  return {
    id,
    kind: "aws_cloudtrail",
    time: minute * MINUTE,
    service,
    action: "Update",
    account: "111122223333",
    region: "eu-west-1",
    cluster: subject,
    mutates,
    origins: [{ unit: "file", record: 1, offset: 0, chain: [] }],
  } as unknown as Event;
}

let batches = 0;
function batch(events: Event[], what: Partial<Batch> = {}): Batch {
  return {
    id: `batch ${++batches}`,
    events,
    rejects: [],
    counts: {
      events: { aws_cloudtrail: events.length },
      partials: 0,
      pointers: 0,
      controls: 0,
      skips: {},
      duplicates: 0,
      rejects: 0,
    },
    notices: [],
    bytes: 1000,
    ack: async () => undefined,
    ...what,
  };
}

type Diary = { entries: string[] };

/** Writes down what it is asked, in order; wakes `wakeAfter` minutes after each event. */
function diary(wakeAfter?: number): Detector<Diary> {
  const told = (memory: Diary | undefined, entry: string, key: string, wakeAt?: number): Step<Diary> => {
    const entries = [...(memory?.entries ?? []), entry];
    const said = { id: key, revision: 1, severity: "low", status: "open", last_seen: "", title: entries.join(" ") };
    const finding = { ...said, evidence: [] as Finding["evidence"] };
    return { memory: { entries }, findings: [finding as unknown as Finding], wakeAt };
  };
  return {
    id: "diary",
    revision: 1,
    interest: { kinds: ["aws_cloudtrail"], actions: ["eks.amazonaws.com/Update"] },
    keys: (event) => [event.cluster!],
    fold: (memory, event, key) =>
      told(memory, event.id, key, wakeAfter === undefined ? undefined : event.time + wakeAfter * MINUTE),
    tick: (memory, key, now, { final }) => told(memory, `${final ? "final" : "tick"}@${now / MINUTE}`, key),
  };
}

const open: Store[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});
async function temporary(): Promise<Store> {
  const store = await sqlite.create({ durable: false }, { dedupeWindowMs: facts.time.dedupeWindow });
  open.push(store);
  return store;
}
async function lines(store: Store): Promise<{ [id: string]: string }> {
  const { findings } = await store.findings({});
  return Object.fromEntries(findings.map(({ id, title }) => [id, title]));
}
const pipelineOn = (store: Store, what: Partial<PipelineOptions> = {}) =>
  new Pipeline({ store, detectors: [diary()], facts, ticks: "at-end", ...what });

describe("events", () => {
  it("meet the detectors that want them, once, in order", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store);
    await pipeline.take(batch([call("1", 0), call("read", 0, "a", "s3.amazonaws.com"), call("2", 1, "b")]));
    await pipeline.take(batch([call("3", 2), call("1", 3), call("3", 4)]));
    await pipeline.commit();
    await pipeline.take(batch([call("2", 5, "b"), call("4", 6)]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "1 3 4", b: "2" });
    expect(pipeline.tally).toMatchObject({ mutating: 7, firstEvent: 0, lastEvent: 6 * MINUTE });
    expect(pipeline.tally.counts).toMatchObject({ events: { aws_cloudtrail: 8 }, duplicates: 3 });
  });

  it("outside the period are counted, not judged, and late ones are judged", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { since: 10 * MINUTE, until: 60 * MINUTE });
    await pipeline.take(batch([call("9", 9), call("10", 10), call("60", 60), call("61", 61), call("39", 39)]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "10 60 39" });
    expect(pipeline.tally).toMatchObject({ outside: 2, late: 1, lastEvent: 60 * MINUTE });
  });

  it("that change something are remembered even if nobody wants them", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store);
    for (let round = 0; round < 2; round += 1) await pipeline.take(batch([call("1", 0, "a", "ec2.amazonaws.com")]));
    await pipeline.finish();
    expect(pipeline.tally.counts.duplicates).toBe(1);
  });

  it("without a time are judged, and move no clock", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)] });
    const timeless = { ...call("timeless", 9999), receivedAt: 9999 * MINUTE };
    await pipeline.take(batch([call("1", 0), timeless, call("2", 1)]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "1 timeless 2 final@1" });
    expect(pipeline.tally).toMatchObject({ late: 0, lastEvent: MINUTE });
  });

  it("on which a detector fails are named, and the others are judged", async () => {
    const store = await temporary();
    const failing: Detector = {
      ...diary(),
      id: "failing",
      fold: () => {
        throw new TypeError("no such member");
      },
    };
    const pipeline = pipelineOn(store, { detectors: [failing, diary()] });
    await pipeline.take(batch([call("1", 0)]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "1" });
    expect(pipeline.faults.map(({ error }) => error.message)).toEqual(["file: failing failed: no such member"]);
  });

  it("of EKS that write Kubernetes objects are counted as pending", async () => {
    const pipeline = pipelineOn(await temporary());
    await pipeline.take(batch([{ ...call("1", 0), action: "createKubernetesObject" }, call("2", 0, "prod")]));
    expect([...pipeline.tally.pending]).toEqual([["createKubernetesObject", 1]]);
    expect([...pipeline.tally.clusters.values()]).toEqual([
      { name: "prod", account: "111122223333", region: "eu-west-1" },
    ]);
  });
});

describe("a batch", () => {
  it("is acknowledged after the commit that holds it", async () => {
    const acked: string[] = [];
    const store = await temporary();
    const pipeline = pipelineOn(store, { commitAfter: { bytes: 2000, ms: 1e9 } });
    const given = ["x", "y", "z"].map((id, n) =>
      batch([call(id, n)], {
        id,
        ack: async () => {
          expect(await store.committed(id)).toBe(true);
          acked.push(id);
        },
      }),
    );
    await pipeline.take(given[0]!);
    expect(acked).toEqual([]);
    await pipeline.take(given[1]!);
    expect(acked).toEqual(["x", "y"]);
    await pipeline.take(given[2]!);
    await pipeline.finish();
    expect(acked).toEqual(["x", "y", "z"]);
  });

  it("that comes again, in this run or a later one, changes nothing", async () => {
    const store = await temporary();
    const given = [batch([call("1", 0), call("2", 1)]), batch([call("3", 2)])];
    for (const round of [1, 2]) {
      const pipeline = pipelineOn(store, { detectors: [diary(5)] });
      for (const each of [...given, given[1]!]) await pipeline.take(each);
      await pipeline.finish();
      expect(await lines(store)).toEqual({ a: "1 2 3 final@2" });
      expect((await store.finding("a"))?.revision).toBe(4);
      expect(pipeline.tally.replayed).toBe(round === 1 ? 1 : 3);
    }
  });

  it("brings its rejects and its position along", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store);
    const reject = { unit: "u", offset: 1, reason: "json", detail: "d", sample: "s" } as const;
    const at = (position: string) => ({ source: "s", partition: "p", position });
    await pipeline.take(batch([], { rejects: [reject], checkpoint: at("1") }));
    await pipeline.take(batch([], { checkpoint: at("2") }));
    await pipeline.finish();
    expect((await store.rejects()).rejects).toEqual([reject]);
    expect(await store.checkpoint("s", "p")).toEqual(at("2"));
  });
});

describe("where batches and commits end", () => {
  const story = [
    call("a0", 0),
    call("b0", 1, "b"),
    call("a1", 3),
    call("a2", 9),
    call("b1", 30, "b"),
    call("a3", 40),
    call("a4", 44),
    call("a4", 44),
    call("c0", 50, "c"),
    call("late", 12),
    call("a5", 90),
    call("b2", 95, "b"),
  ];

  it.each([
    [1, 0],
    [2, 0],
    [3, 3000],
    [5, 2000],
    [100, 0],
  ])("batches of %i events, commits after %i bytes: the same end", async (size, bytes) => {
    const store = await temporary();
    const options = { detectors: [diary(5)], ticks: "as-time-passes", commitAfter: { bytes, ms: 1e9 } } as const;
    const pipeline = pipelineOn(store, options);
    for (let at = 0; at < story.length; at += size) await pipeline.take(batch(story.slice(at, at + size)));
    await pipeline.finish();
    expect(await lines(store)).toEqual({
      a: "a0 a1 a2 tick@14 a3 a4 late tick@17 a5 final@95",
      b: "b0 tick@6 b1 tick@35 b2 final@95",
      c: "c0 tick@55",
    });
    expect((await store.findings({})).findings.map(({ id, revision }) => [id, revision])).toEqual([
      ["a", 10],
      ["b", 6],
      ["c", 2],
    ]);
  });
});

describe("a throwaway store", () => {
  const given = [call("a0", 0), call("b0", 1, "b"), call("a1", 3), call("a1", 3), call("a2", 9), call("b1", 30, "b")];

  it("ends with what a kept one ends with, revisions included", async () => {
    const ends = [];
    for (const isThrowaway of [false, true]) {
      const store = await temporary();
      const pipeline = pipelineOn(store, { detectors: [diary(5)], isThrowaway, commitAfter: { bytes: 0, ms: 0 } });
      for (const event of given) await pipeline.take(batch([event]));
      await pipeline.finish();
      ends.push((await store.findings({})).findings);
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]!.map(({ id, revision }) => [id, revision])).toEqual([
      ["a", 4],
      ["b", 3],
    ]);
  });

  it("is written to when the run ends, not before", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)], isThrowaway: true });
    await pipeline.take(batch(given));
    expect((await store.findings({})).findings).toEqual([]);
    await pipeline.finish();
    expect((await store.findings({})).findings).toHaveLength(2);
  });
});

describe("ticks", () => {
  it("of a scan come once, at its end, with the time of the last event", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)] });
    await pipeline.take(batch([call("1", 0), call("2", 500), call("3", 600, "b")]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "1 2 final@600", b: "3 final@600" });
  });

  it("of a scan with an end of its period come at that end", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)], until: 700 * MINUTE });
    await pipeline.take(batch([call("1", 0)]));
    await pipeline.finish();
    expect(await lines(store)).toEqual({ a: "1 final@700" });
  });

  it("reach every waiting memory, in this process's cache or not, and none that waits for nothing", async () => {
    const store = await temporary();
    const subjects = Array.from({ length: 12_000 }, (_, n) => `s${n}`);
    const pipeline = pipelineOn(store, { detectors: [diary(5)] });
    await pipeline.take(batch(subjects.map((subject) => call(subject, 0, subject))));
    await pipeline.finish();
    expect(
      (await store.findings({}, undefined, 20_000)).findings.filter(({ title }) => /^s\d+ final@0$/.test(title)),
    ).toHaveLength(12_000);
    expect(await store.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it("along the way come at their own time, before what happened later", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)], ticks: "as-time-passes" });
    await pipeline.take(batch([call("1", 0), call("2", 4), call("3", 24, "b"), call("4", 30, "b")]));
    await pipeline.commit();
    expect(await lines(store)).toEqual({ a: "1 2 tick@9", b: "3 4" });
    await pipeline.take(batch([call("5", 56)]));
    await pipeline.commit();
    expect(await lines(store)).toEqual({ a: "1 2 tick@9 5", b: "3 4 tick@35" });
  });

  it("wait for the slowest region, but never let a subject's own events overtake them", async () => {
    const store = await temporary();
    const pipeline = pipelineOn(store, { detectors: [diary(5)], ticks: "as-time-passes" });
    const elsewhere = { ...call("slow", 0, "s"), region: "us-east-1" };
    await pipeline.take(batch([elsewhere, call("1", 0), call("2", 0, "b"), call("3", 100)]));
    await pipeline.commit();
    expect(await lines(store)).toEqual({ s: "slow", a: "1 tick@5 3", b: "2" });
  });

  it("that ask for the past do not go on for ever", async () => {
    const store = await temporary();
    const restless: Detector<Diary> = {
      ...diary(5),
      tick: (memory) => ({ memory, findings: [], wakeAt: 0 }),
    };
    const pipeline = pipelineOn(store, { detectors: [restless], ticks: "as-time-passes" });
    await pipeline.take(batch([call("1", 0), call("2", 60, "b")]));
    await pipeline.commit();
    expect((await store.recall([{ detector: "diary", revision: 1, key: "a" }]))[0]?.wakeAt).toBe(40 * MINUTE + 1);
  });
});

describe("a commit that another process was quicker than", () => {
  it("is folded again on what is there now", async () => {
    const store = await temporary();
    const options = { commitAfter: { bytes: 1e9, ms: 1e9 } };
    const [mine, other] = [pipelineOn(store, options), pipelineOn(store, options)];
    const shared = batch([call("shared", 2)]);
    await mine.take(batch([call("mine", 0), call("both", 1)]));
    await mine.take(shared);
    await other.take(shared);
    await other.take(batch([call("theirs", 0), call("both", 1)]));
    await other.commit();
    await mine.commit();
    expect(await lines(store)).toEqual({ a: "shared theirs both mine" });
    expect(mine.tally.counts.duplicates).toBe(1);
    expect(mine.tally.replayed).toBe(1);
  });

  it("is given up when it happens again and again", async () => {
    const store = await temporary();
    const losing = { ...bound(store), commit: () => Promise.reject(new AppError("conflict", "moved on")) } as Store;
    const pipeline = pipelineOn(losing);
    await pipeline.take(batch([call("1", 0)]));
    await expect(pipeline.commit()).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a withdrawn finding", () => {
  it("is gone, whether it was committed or not", async () => {
    const wavering: Detector<Diary> = {
      ...diary(),
      fold: (memory, event, key, given) =>
        event.id.startsWith("no")
          ? { memory: undefined, findings: [], withdrawn: [key] }
          : diary().fold(memory, event, key, given),
    };
    for (const bytes of [0, 1e9]) {
      const store = await temporary();
      const pipeline = pipelineOn(store, { detectors: [wavering], commitAfter: { bytes, ms: 1e9 } });
      for (const id of ["1", "2", "no 3"]) await pipeline.take(batch([call(id, 0)]));
      await pipeline.take(batch([call("4", 0, "b"), call("no 5", 0, "b"), call("6", 0, "b")]));
      await pipeline.finish();
      expect(await lines(store)).toEqual({ b: "6" });
      expect((await store.finding("b"))?.revision).toBe(1);
    }
  });
});

function bound(store: Store): Store {
  return {
    checkpoint: (...args) => store.checkpoint(...args),
    committed: (...args) => store.committed(...args),
    countFindings: () => store.countFindings(),
    fresh: (...args) => store.fresh(...args),
    recall: (...args) => store.recall(...args),
    due: (...args) => store.due(...args),
    commit: (...args) => store.commit(...args),
    findings: (...args) => store.findings(...args),
    finding: (...args) => store.finding(...args),
    rejects: (...args) => store.rejects(...args),
    close: () => store.close(),
  };
}
