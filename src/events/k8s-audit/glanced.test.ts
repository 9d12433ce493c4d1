import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { decode } from "../decode.ts";
import { eventOf, parcelOf } from "../parcel.ts";
import { AuditEvent } from "./audit-event.ts";

const CLUSTER = { name: "prod", account: "111122223333", region: "eu-west-1" };
const folder = new URL("../../../test/fixtures/k8s-audit/", import.meta.url);
const lines = readdirSync(folder)
  .filter((name) => name.endsWith(".jsonl"))
  .flatMap((name) => readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n"));

async function read(text: string) {
  const events: Event[] = [];
  let rejects = 0;
  for await (const slab of decode({ name: "x" }, Buffer.from(text), { receivedAt: 1, cluster: CLUSTER })) {
    events.push(...slab.events);
    rejects += slab.counts.rejects + slab.counts.duplicates;
  }
  return { events, rejects };
}

/** Everything an event says. */
function said(event: Event) {
  const { id, displayId, kind, time, action, resourceType, resource, mutates, dryRun, cluster, account, region } =
    event;
  const { actor, outcome, attempt, patch, unseen, flags, raw } = event;
  const first = { id, displayId, kind, time, action, resourceType, mutates, dryRun, cluster, account, region };
  return { ...first, resource, actor, outcome, attempt, patch, unseen, flags, raw };
}

const isGlanced = (event: Event) => event instanceof AuditEvent && event.glanced !== undefined;

/** Others are not worth a glance: their characters and bytes would have to be told apart. */
const isAscii = (line: string) => Buffer.byteLength(line) === line.length;

/** The record by itself, in a webhook's list, and as a message of a log group. */
const FORMS: readonly [string, (record: string) => string][] = [
  ["a line", (record) => `${record}\n`],
  ["an item of a list", (record) => `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${record}]}`],
  ["a message of a page", (record) => JSON.stringify({ events: [{ message: record, timestamp: 1 }] })],
];

const KEYS =
  "kind apiVersion auditID stage verb requestURI objectRef requestObject level stageTimestamp user items Records metadata events eventVersion __proto__".split(
    " ",
  );

describe.each(FORMS)("as %s", (_, formOf) => {
  it("every line of a real server is only glanced at, and says what it says when it is parsed", async () => {
    for (const line of lines) {
      const { events } = await read(formOf(line));
      // Elements of a bare list are parsed.
      const parsed = await read(`[${line}]`);
      expect([events.map(isGlanced), parsed.events.map(isGlanced)]).toEqual([[isAscii(line)], [false]]);
      expect(events[0]!.text).toBe(line);
      expect(said(events[0]!)).toEqual(said(parsed.events[0]!));
    }
  });

  it("what is no plain record is what it was", async () => {
    const values = fc.oneof(
      fc.constantFrom<Json>("Event", "audit.k8s.io/v1", "ResponseComplete", "delete", "create", { resource: "pods" }),
      fc.constantFrom<Json>({ resource: "pods", subresource: "eviction" }, ["x"], {}, null, 1, true, "a\nb&<"),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    );
    const keys = fc.constantFrom(...KEYS);
    const base = JSON.parse(lines[0]!) as JsonObject;
    const changed = fc.tuple(fc.dictionary(keys, values, { maxKeys: 4 }), fc.boolean()).map(([change, pretty]) => {
      return JSON.stringify({ ...base, ...change }, undefined, pretty ? 1 : undefined);
    });
    let glanced = 0;
    await fc.assert(
      fc.asyncProperty(changed, async (record) => {
        const [whole, parsed] = [await read(formOf(record)), await read(`[${record}]`)];
        if (!whole.events.some(isGlanced)) return;
        glanced += 1;
        expect([whole.events.length, whole.rejects]).toEqual([1, 0]);
        const [event, same] = [whole.events[0]!, parsed.events[0]!];
        // A list's items need no kind of their own.
        const isNamed = same !== undefined;
        expect(isNamed || formOf("").includes("EventList")).toBe(true);
        const other = isNamed ? said(same) : said(event);
        expect(said(event)).toEqual({ ...other, time: expect.any(Number), flags: expect.any(Array) });
      }),
      { numRuns: 300 },
    );
    expect(glanced).toBeGreaterThan(20);
  });

  it.each([
    ["a verb named twice: the last counts", (line: string) => line.replace('"verb":"', '"verb":"x","verb":"')],
    ["an object named twice", (line: string) => line.replace('"objectRef":', '"objectRef":"x","objectRef":')],
    ["escapes in a value", (line: string) => line.replace('"verb":"', '"verb":"\\u0064')],
    ["blanks", (line: string) => line.replaceAll('":', '" : ')],
  ])("%s", async (_what, change) => {
    const record = change(lines.find(isAscii)!);
    const [whole, parsed] = [await read(formOf(record)), await read(`[${record}]`)];
    expect(whole.events.map(isGlanced)).toEqual([true]);
    expect(said(whole.events[0]!)).toEqual(said(parsed.events[0]!));
  });
});

describe("between threads", () => {
  it("a glanced event stays one", async () => {
    const { events } = await read(lines.join("\n"));
    expect(events.map((event) => eventOf(structuredClone(parcelOf(event)))).map(said)).toEqual(events.map(said));
  });

  it("the parts of a record that was cut off are handed on", async () => {
    const { events } = await read(lines[0]!.slice(0, -30));
    expect(said(eventOf(structuredClone(parcelOf(events[0]!))))).toEqual(said(events[0]!));
  });
});
