import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Decoded } from "../model/source.ts";
import { decode } from "./decode.ts";

const FOLDER = "test/fixtures/transports";

async function read(name: string, options = {}): Promise<Decoded[]> {
  const slabs: Decoded[] = [];
  const bytes = readFileSync(`${FOLDER}/${name}`);
  for await (const slab of decode({ name }, bytes, { receivedAt: 1, ...options })) slabs.push(slab);
  return slabs;
}

const sum = (counts: { [name: string]: number }) => Object.values(counts).reduce((total, each) => total + each, 0);

/** Counts of classes in the order of the samples' own table: events, partials, pointers, controls, skips, duplicates, rejects. */
function classes(slabs: Decoded[]): number[] {
  const total = [0, 0, 0, 0, 0, 0, 0];
  for (const { counts } of slabs) {
    const { events, partials, pointers, controls, skips, duplicates, rejects } = counts;
    const each = [sum(events), partials, pointers, controls, sum(skips), duplicates, rejects];
    each.forEach((count, at) => (total[at]! += count));
  }
  return total;
}

describe("every transport", () => {
  it.each<[file: string, events: number, partials: number, ptr: number, c: number, s: number, d: number, r: number]>([
    ["cloudtrail-s3.json.gz", 8, 0, 0, 0, 0, 1, 0],
    ["cloudtrail-empty.json.gz", 0, 0, 0, 0, 0, 0, 0],
    ["cloudtrail-insight.json.gz", 0, 0, 0, 0, 1, 0, 0],
    ["sqs-s3-notification.json", 0, 0, 2, 1, 1, 0, 0],
    ["sqs-sns-s3-notification.json", 0, 0, 5, 1, 0, 0, 0],
    ["eventbridge-cloudtrail.json", 1, 0, 0, 0, 0, 0, 0],
    ["eventbridge-mixed.jsonl", 1, 0, 1, 0, 1, 0, 0],
    ["cwl-subscription.json", 3, 0, 0, 0, 0, 0, 0],
    ["cwl-subscription-control.json", 0, 0, 0, 1, 0, 0, 0],
    ["cwl-cloudtrail-subscription.json", 2, 0, 0, 0, 0, 0, 0],
    ["kinesis-record.json", 2, 0, 0, 1, 0, 0, 1],
    ["firehose-concatenated.gz", 5, 0, 0, 0, 0, 0, 0],
    ["firehose-gzip-in-gzip.gz", 5, 0, 0, 0, 0, 0, 0],
    ["firehose-decompressed.json", 5, 0, 0, 1, 0, 0, 0],
    ["firehose-messages-only.log", 4, 0, 0, 0, 0, 0, 0],
    ["firehose-messages-noseparator.log", 3, 0, 0, 0, 0, 0, 0],
    ["firehose-processing-failed.json", 2, 0, 0, 1, 0, 0, 1],
    ["firehose-http-request.json", 2, 0, 0, 1, 0, 0, 0],
    ["lookup-events.json", 2, 0, 0, 0, 0, 0, 0],
    ["audit-webhook-eventlist.json", 3, 0, 0, 0, 0, 0, 1],
    ["kube-apiserver-webhook.json", 60, 0, 0, 0, 0, 0, 0],
    ["audit.log.jsonl", 7, 0, 0, 0, 0, 0, 2],
    ["cwl-export.gz", 3, 0, 0, 0, 0, 0, 0],
    ["cwl-export-apiserver.gz", 3, 0, 0, 0, 0, 0, 0],
    ["truncated-audit.txt", 4, 3, 0, 0, 0, 0, 1],
    ["cloudtrail-damaged-elements.json", 5, 0, 0, 0, 0, 0, 3],
    ["eventbridge-services.jsonl", 3, 0, 0, 0, 2, 0, 0],
  ])("%s", async (file, ...expected) => expect(classes(await read(file))).toEqual(expected));
});

describe("what is not read is said", () => {
  it.each([
    ["kinesis-record.json", [["gzip-truncated", 4]]],
    ["firehose-processing-failed.json", [["envelope-unknown", 4]]],
    ["audit-webhook-eventlist.json", [["record-unknown", 4]]],
    [
      "audit.log.jsonl",
      [
        ["json-truncated", 4],
        ["record-unknown", 8],
      ],
    ],
    ["truncated-audit.txt", [["json-truncated", 4]]],
    [
      "cloudtrail-damaged-elements.json",
      [
        ["json", 2],
        ["record-unknown", 4],
        ["json", 5],
      ],
    ],
  ])("%s", async (file, expected) => {
    const rejects = (await read(file)).flatMap((slab) => slab.rejects);
    expect(rejects.map(({ reason, record }) => [reason, record])).toEqual(expected);
  });

  it("names skips and pointers", async () => {
    const [mixed] = await read("eventbridge-mixed.jsonl");
    expect(mixed!.counts.skips).toEqual({ "detail-type": 1 });
    const notified = await read("sqs-s3-notification.json");
    expect(notified.flatMap((slab) => slab.notices.map(({ text }) => text.split(" is named")[0]))).toEqual([
      "s3://binnacle-sample-trail/AWSLogs/o-exampleorg1/111122223333/CloudTrail/eu-west-1/2026/03/14/111122223333_CloudTrail_eu-west-1_20260314T0910Z_Mu0KsOhtH1ar15ZZ.json.gz",
      "s3://binnacle-sample-trail/audit exports/année 1+2/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/14/111122223333_CloudTrail_eu-west-1_20260314T0915Z_aB3dE5fG7hI9jK1l.json.gz",
    ]);
  });
});

describe("what is read", () => {
  it("cuts are named", async () => {
    const events = (await read("truncated-audit.txt")).flatMap((slab) => slab.events);
    expect(events.map(({ partial }) => partial?.cutPath)).toEqual([
      "requestObject.data",
      "requestObject.metadata",
      "requestObject.data",
      undefined,
    ]);
    expect(events[0]!.unseen).toEqual([
      "requestObject.data",
      "responseObject",
      "requestReceivedTimestamp",
      "stageTimestamp",
      "annotations",
    ]);
    expect(events[3]!.flags).toContain("bodiesRemoved");
  });

  it("the last of repeated keys wins and is flagged", async () => {
    const events = (await read("cloudtrail-damaged-elements.json")).flatMap((slab) => slab.events);
    const flagged = events.filter(({ flags }) => flags.includes("duplicate-keys"));
    expect(flagged.map(({ cluster, origins }) => [cluster, origins[0]!.record])).toEqual([["prod", 7]]);
  });

  it("envelopes say where a record was", async () => {
    const events = (await read("cwl-subscription.json")).flatMap((slab) => slab.events);
    expect(events[0]).toMatchObject({ cluster: "prod", account: "111122223333" });
    expect(events[0]!.origins[0]).toMatchObject({
      unit: "cwl-subscription.json",
      record: 1,
      offset: 0,
      chain: ["awslogs", "subscription"],
      logGroup: "/aws/eks/prod/cluster",
    });
  });

  it("an error record of Firehose is flagged", async () => {
    const events = (await read("firehose-processing-failed.json")).flatMap((slab) => slab.events);
    expect(events.map(({ flags }) => flags.includes("firehose-error"))).toEqual([true, true]);
  });

  it("the option gives the cluster that the file does not name, once said where nobody does", async () => {
    const bare = await read("audit.log.jsonl");
    expect(bare.flatMap((slab) => slab.notices.map(({ code }) => code))).toEqual(["cluster-unknown"]);
    const named = await read("audit.log.jsonl", { cluster: { name: "shop", account: "1", region: "eu-west-1" } });
    expect(named.flatMap((slab) => slab.notices)).toEqual([]);
    expect(named[0]!.events[0]).toMatchObject({ cluster: "shop", account: "1", region: "eu-west-1" });
    const other = await read("cwl-subscription.json", { cluster: { name: "shop" } });
    expect(other[0]!.events[0]).toMatchObject({ cluster: "prod" });
    expect(other[0]!.events[0]!.flags).toContain("cluster-conflict");
  });

  it("continuation lines belong to their message", async () => {
    const events = (await read("cwl-export-apiserver.gz")).flatMap((slab) => slab.events);
    expect(events.map(({ kind, text }) => [kind, text.split("\n").length])).toEqual([
      ["control_plane_log", 1],
      ["control_plane_log", 3],
      ["control_plane_log", 1],
    ]);
    expect(events[0]!.time).toBe(Date.UTC(2026, 2, 14, 9, 10));
  });
});
