import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decoded } from "../model/source.ts";
import { decode } from "./decode.ts";

const call = (id: string, more: object = {}) => ({
  eventVersion: "1.11",
  userIdentity: { type: "IAMUser", accountId: "111122223333", userName: "alice" },
  eventTime: "2026-11-20T10:22:03Z",
  eventSource: "eks.amazonaws.com",
  eventName: "UpdateClusterConfig",
  awsRegion: "eu-west-1",
  requestParameters: { name: "prod" },
  eventID: id,
  readOnly: false,
  eventType: "AwsApiCall",
  recipientAccountId: "111122223333",
  eventCategory: "Management",
  ...more,
});

const audit = (id: string, more: object = {}) => ({
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  level: "RequestResponse",
  auditID: id,
  stage: "ResponseComplete",
  requestURI: "/api/v1/namespaces/shop/configmaps/settings",
  verb: "patch",
  user: { username: "alice" },
  stageTimestamp: "2026-11-20T10:22:03.123456Z",
  ...more,
});

const payload = (events: object[], more: object = {}) => ({
  messageType: "DATA_MESSAGE",
  owner: "111122223333",
  logGroup: "/aws/eks/prod/cluster",
  logStream: "kube-apiserver-audit-0123456789abcdef0123456789abcdef",
  subscriptionFilters: ["all"],
  logEvents: events.map((event, at) => ({ id: String(at), timestamp: 1773479400000, message: JSON.stringify(event) })),
  ...more,
});

async function read(input: string | Uint8Array | AsyncIterable<Uint8Array>, options = {}): Promise<Decoded> {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const total: Decoded = {
    events: [],
    rejects: [],
    notices: [],
    bytes: 0,
    counts: { events: {}, partials: 0, pointers: 0, controls: 0, skips: {}, duplicates: 0, rejects: 0 },
  };
  for await (const slab of decode({ name: "file" }, bytes, { receivedAt: 5, ...options })) {
    total.events.push(...slab.events);
    total.rejects.push(...slab.rejects);
    total.notices.push(...slab.notices);
    total.bytes += slab.bytes;
    for (const [kind, count] of Object.entries(slab.counts.events) as ["k8s_audit", number][])
      total.counts.events[kind] = (total.counts.events[kind] ?? 0) + count;
    for (const [reason, count] of Object.entries(slab.counts.skips))
      total.counts.skips[reason] = (total.counts.skips[reason] ?? 0) + count;
    for (const each of ["partials", "pointers", "controls", "duplicates", "rejects"] as const)
      total.counts[each] += slab.counts[each];
  }
  return total;
}

const ids = ({ events }: Decoded) => events.map(({ displayId, id }) => displayId ?? id);
const reasons = ({ rejects }: Decoded) => rejects.map(({ reason, record }) => `${reason}#${record}`);

describe("provenance", () => {
  it("counts records of a unit and their bytes, duplicates included", async () => {
    const records = ["a", "b", "a", "c"].map((id) => JSON.stringify(call(id)));
    const text = `{"Records":[${records.join(",")}]}`;
    const read1 = await read(text);
    expect(
      read1.events.map(({ origins: [origin] }) => [origin!.record, text.indexOf(records[origin!.record - 1]!)]),
    ).toEqual(read1.events.map(({ origins: [origin] }) => [origin!.record, origin!.offset]));
    expect([ids(read1), read1.counts.duplicates]).toEqual([["a", "b", "c"], 1]);
    expect(read1.bytes).toBe(Buffer.byteLength(text));
  });

  it("keeps the text as it was written", async () => {
    const text =
      '{"Records":[{ "eventName":"X", "eventTime":"2026-01-01T00:00:00Z","eventSource":"a.amazonaws.com","n":1.50,"eventID":"1"}]}';
    const { events } = await read(text);
    expect(events[0]!.text).toBe(text.slice(12, -2));
    const wrapped = `{"detail-type":"AWS API Call via CloudTrail","source":"aws.eks","detail": ${JSON.stringify(call("1")).replace('"readOnly"', '"n":1.50,"readOnly"')}}`;
    expect((await read(wrapped)).events[0]!.text).toContain('"n":1.50');
  });

  it("the same record reads the same glanced at and parsed", async () => {
    const record = call("1", { requestParameters: null, readOnly: "false" });
    const [glanced] = (await read(JSON.stringify({ Records: [record] }))).events;
    const [parsed] = (await read(JSON.stringify(record))).events;
    for (const name of [
      "id",
      "displayId",
      "time",
      "action",
      "service",
      "account",
      "region",
      "cluster",
      "mutates",
      "raw",
      "actor",
      "flags",
      "outcome",
      "resource",
    ] as const)
      expect(glanced![name]).toEqual(parsed![name]);
  });

  it("an account that only the caller names", async () => {
    const { events } = await read(JSON.stringify({ Records: [call("1", { recipientAccountId: undefined })] }));
    expect([events[0]!.account, events[0]!.id]).toEqual(["111122223333", "aws_cloudtrail\n\n1"]);
  });
});

describe("lists whose meaning stands behind them", () => {
  const { logEvents, ...members } = payload([audit("1"), audit("2")]);

  it("waits for the group of a subscription", async () => {
    const read1 = await read(JSON.stringify({ logEvents, ...members }));
    expect(read1.events.map(({ cluster, displayId }) => [cluster, displayId])).toEqual([
      ["prod", "1"],
      ["prod", "2"],
    ]);
  });

  it("waits on disk where there is much", async () => {
    const many = payload(
      Array.from({ length: 4000 }, (_, at) => audit(`id-${at}`, { requestObject: { data: "x".repeat(2000) } })),
    );
    const { logEvents: events, ...rest } = many;
    const read1 = await read(JSON.stringify({ logEvents: events, ...rest }));
    expect([read1.events.length, read1.events[3999]!.displayId, read1.events[3999]!.cluster]).toEqual([
      4000,
      "id-3999",
      "prod",
    ]);
  });

  it("waits for the kind of a list of items", async () => {
    const { kind, apiVersion } = { kind: "EventList", apiVersion: "audit.k8s.io/v1" };
    const items = [audit("1"), { kind: "Event" }];
    expect(reasons(await read(JSON.stringify({ apiVersion, items, kind })))).toEqual(["record-unknown#2"]);
    expect(ids(await read(JSON.stringify({ items, kind, apiVersion })))).toEqual(["1"]);
    expect(reasons(await read(JSON.stringify({ items, kind: "List", apiVersion: "v1" })))).toEqual([
      "envelope-unknown#1",
      "envelope-unknown#2",
    ]);
    expect(reasons(await read(JSON.stringify({ items, kind, apiVersion: "audit.k8s.io/v1alpha1" })))).toEqual([
      "record-unknown#1",
      "record-unknown#2",
    ]);
  });

  it("a control message counts once, whatever it lists", async () => {
    const control = { ...payload([{ a: 1 }, { a: 2 }]), messageType: "CONTROL_MESSAGE" };
    expect((await read(JSON.stringify(control))).counts).toMatchObject({ controls: 1, rejects: 0, events: {} });
  });
});

describe("envelopes", () => {
  const wrap = (layers: number) => {
    let text = JSON.stringify(call("1"));
    for (let layer = 0; layer < layers; layer++)
      text = JSON.stringify({ Type: "Notification", TopicArn: "t", Message: text });
    return text;
  };

  it("unwraps six layers and no more", async () => {
    expect(ids(await read(wrap(6)))).toEqual(["1"]);
    expect(reasons(await read(wrap(7)))).toEqual(["envelope-unknown#1"]);
  });

  it.each<[string, object | string, object]>([
    ["an Insight record", { Records: [{ ...call("1"), eventCategory: "Insight" }] }, { skips: { insight: 1 } }],
    [
      "an aggregated record",
      { Records: [{ eventVersion: "1.0", eventCategory: "Aggregated", eventId: "x" }] },
      { skips: { aggregated: 1 } },
    ],
    ["a digest", { digestS3Object: "d", logFiles: [] }, { skips: { digest: 1 } }],
    [
      "a removed object",
      { Records: [{ eventSource: "aws:s3", eventName: "ObjectRemoved:Delete" }] },
      { skips: { "s3-object-removed": 1 } },
    ],
    ["an empty answer", { Messages: [] }, { rejects: 0 }],
    ["an empty list of something else", { Messages: [], MetricDataResults: [{}] }, { rejects: 1 }],
    ["another object", { hello: 1 }, { rejects: 1 }],
    [
      "a subscription's confirmation",
      { Type: "SubscriptionConfirmation", TopicArn: "t", SubscribeURL: "https://x" },
      { controls: 1 },
    ],
    ["a CloudTrail notice", { s3Bucket: "b", s3ObjectKey: ["a+b", "c"] }, { pointers: 2 }],
    [
      "a queue message in base64 of gzip",
      { Messages: [{ Body: gzipSync(JSON.stringify(payload([audit("1")]))).toString("base64") }] },
      { events: { k8s_audit: 1 } },
    ],
    ["a queue message that is nothing", { Messages: [{ Body: "hello" }] }, { rejects: 1 }],
    [
      "a topic's Lambda batch",
      { Records: [{ EventSource: "aws:sns", Sns: { Message: JSON.stringify(call("1")) } }] },
      { events: { aws_cloudtrail: 1 } },
    ],
    [
      "a queue's Lambda batch",
      { Records: [{ eventSource: "aws:sqs", body: JSON.stringify(call("1")) }] },
      { events: { aws_cloudtrail: 1 } },
    ],
    [
      "a GetRecords answer",
      {
        Records: [{ SequenceNumber: "1", Data: gzipSync(JSON.stringify(payload([audit("1")]))).toString("base64url") }],
      },
      { events: { k8s_audit: 1 } },
    ],
    [
      "a page of log events",
      { events: [{ timestamp: 1, message: JSON.stringify(audit("1")) }], nextForwardToken: "t" },
      { events: { k8s_audit: 1 } },
    ],
    ["a core event of Kubernetes", { kind: "Event", apiVersion: "v1", metadata: { name: "x" } }, { rejects: 1 }],
    [
      "China's EventBridge",
      { "detail-type": "Amazon API Call via CloudTrail", source: "aws.eks", detail: call("1") },
      { events: { aws_cloudtrail: 1 } },
    ],
    [
      "a sign-in spelled together",
      { "detail-type": "AWS Console  Signin via CloudTrail", source: "aws.signin", detail: call("1") },
      { events: { aws_cloudtrail: 1 } },
    ],
    [
      "an S3 object in a payload that is not base64",
      { Records: [{ eventSource: "aws:kinesis", kinesis: { data: "%%%" } }] },
      { rejects: 1 },
    ],
    ["a list in a list", [[call("1"), { Records: [call("2")] }]], { events: { aws_cloudtrail: 2 } }],
    ["the write test of an export", "Permission Check Successful", { controls: 1 }],
    ["an audit log of the old text format", '2026-11-20T10:22:03.123456789Z AUDIT: id="1" ip="::1"', { rejects: 1 }],
  ])("%s", async (_, input, counts) => {
    expect((await read(typeof input === "string" ? input : JSON.stringify(input))).counts).toMatchObject(counts);
  });

  it("prototype keys are members like others", async () => {
    const text = JSON.stringify({ Records: [call("1")] }).replace(
      '"readOnly"',
      '"__proto__":{"eventName":"Evil"},"readOnly"',
    );
    const { events } = await read(text);
    expect([events[0]!.action, Object.getPrototypeOf(events[0]!.raw), "polluted" in {}]).toEqual([
      "UpdateClusterConfig",
      Object.prototype,
      false,
    ]);
    expect(reasons(await read('{"__proto__":{"messageType":"DATA_MESSAGE"},"logEvents":[{"message":"x"}]}'))).toEqual([
      "envelope-unknown#1",
    ]);
  });
});

describe("bad input", () => {
  const file = JSON.stringify({ Records: Array.from({ length: 200 }, (_, at) => call(`id-${at}`)) });

  it("everything before a cut of the gzip is read, and the cut is one reject", async () => {
    const bytes = gzipSync(file);
    const { events, rejects } = await read(bytes.subarray(0, bytes.length * 0.6));
    expect(events.length).toBeGreaterThan(20);
    expect(rejects.map(({ reason, record }) => [reason, record])).toEqual([["gzip-truncated", events.length + 1]]);
  });

  it("half a file without gzip has one reject more", async () => {
    const { events, rejects } = await read(file.slice(0, file.length / 2));
    expect(events.length).toBeGreaterThan(90);
    expect(rejects.map(({ reason }) => reason)).toEqual(["json-truncated"]);
  });

  it.each([
    ["a bomb", gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20)), "bomb"],
    ["Zstandard", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3]), "envelope-unknown"],
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), "envelope-unknown"],
    ["UTF-16", Buffer.from("\uFEFF{}", "utf16le"), "utf8"],
    ["four layers of gzip", gzipSync(gzipSync(gzipSync(gzipSync(file)))), "envelope-unknown"],
    ["gzip with something behind", Buffer.concat([gzipSync('{"Records":[]}'), Buffer.from("x")]), "gzip-corrupt"],
  ])("%s is one line", async (_, bytes, reason) => {
    expect((await read(bytes)).rejects.map((reject) => reject.reason)).toEqual([reason]);
  });

  it("an empty file is a notice", async () => {
    const read1 = await read("");
    expect([read1.notices.map(({ code }) => code), read1.counts.rejects]).toEqual([["empty-unit"], 0]);
  });

  it("deep, huge and damaged records are passed over", async () => {
    const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const records = [
      JSON.stringify(call("1")),
      deep,
      `{"a":"${"x".repeat(17 * 1024 * 1024)}"}`,
      '{"a":nul}',
      JSON.stringify(call("2")),
    ];
    const read1 = await read(`{"Records":[${records.join(",")}]}`);
    expect([ids(read1), reasons(read1)]).toEqual([
      ["1", "2"],
      ["too-deep#2", "too-large#3", "json#4"],
    ]);
  });

  it("invalid UTF-8 is replaced and flagged", async () => {
    const bytes = Buffer.from(JSON.stringify({ Records: [call("1", { userAgent: "?" }), call("2")] }));
    bytes[bytes.indexOf('"?"') + 1] = 0xff;
    const { events } = await read(bytes);
    expect(events.map(({ raw, flags }) => [raw.userAgent, flags])).toEqual([
      ["\uFFFD", ["invalid-utf8"]],
      [undefined, []],
    ]);
  });

  it("what the file system says is passed on", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(file);
      throw Object.assign(new Error("i/o"), { code: "EIO" });
    }
    await expect(read(failing())).rejects.toMatchObject({ code: "EIO" });
  });
});

describe("lines", () => {
  const klog = (text: string) => `I1120 10:22:03.123456      10 file.go:12] ${text}`;

  it("joins what continues a control-plane message", async () => {
    const text = [
      klog("one"),
      "\tat x()",
      "2026-11-21T03:33:02.151574801Z AUDIT: id=1",
      klog("two"),
      JSON.stringify(audit("1")),
      "more of two",
    ];
    const { events, rejects } = await read(text.join("\n"));
    expect(events.map(({ kind, text: written }) => [kind, written.split("\n").length])).toEqual([
      ["control_plane_log", 3],
      ["k8s_audit", 1],
      ["control_plane_log", 2],
    ]);
    expect([rejects, events[0]!.raw.severity, events[0]!.raw.file]).toEqual([[], "I", "file.go"]);
  });

  it("a line before any message is unknown", async () => {
    expect(reasons(await read(`hello\n${klog("one")}`))).toEqual(["record-unknown#1"]);
  });

  it("the stream decides what a line of a log group is", async () => {
    const messages = (logStream: string, lines: string[]) =>
      JSON.stringify({
        ...payload([]),
        logStream,
        logEvents: lines.map((message, at) => ({ id: `${at}`, timestamp: at, message })),
      });
    const scheduler = await read(messages("kube-scheduler-0123", ["no head", klog("x"), "stack"]));
    expect(scheduler.events.map(({ service, cluster, text }) => [service, cluster, text])).toEqual([
      ["kube-scheduler", "prod", "no head"],
      ["kube-scheduler", "prod", `${klog("x")}\nstack`],
    ]);
    expect(reasons(await read(messages("kube-apiserver-audit-0123", [klog("x")])))).toEqual(["record-unknown#1"]);
    const vended = await read(messages("EKS_CAPABILITY_ACK_LOGS", ['{"level":"info"}']));
    expect(vended.events.map(({ kind, service }) => [kind, service])).toEqual([["control_plane_log", "eks-vended"]]);
  });

  it("reads what the authenticator says", async () => {
    const line =
      'time="2026-11-20T10:22:03Z" level=info msg="access denied" arn="arn:aws:iam::1:role/X" groups="[a b]" error="say \\"no\\""';
    const { events } = await read(line);
    expect(events[0]).toMatchObject({
      time: Date.UTC(2026, 10, 20, 10, 22, 3),
      action: "access denied",
      actor: { arn: "arn:aws:iam::1:role/X" },
      outcome: { ok: false },
      raw: { groups: "[a b]", error: 'say "no"' },
    });
  });
});

describe("any chunking", () => {
  const inputs = [
    JSON.stringify({ Records: [call("1"), null, call("2", { userAgent: "é" }), { a: 1 }] }).replace('"2"', '"2'),
    `${JSON.stringify(payload([audit("1"), audit("2")]))}${JSON.stringify(payload([audit("3")]))}`,
    `${JSON.stringify(audit("1"))}\n${JSON.stringify(audit("2", { requestObject: { data: { a: "b" } } })).slice(0, -150)}[Truncated...]\n${JSON.stringify(audit("3"))}`,
    "I1120 10:22:03.123456      10 file.go:12] one\nmore\nI1120 10:22:04.123456      10 file.go:12] two\n",
  ];
  const brief = ({ counts, events, rejects, bytes }: Decoded) => ({
    counts,
    bytes,
    events: events.map(({ id, text, origins, flags, unseen }) => ({ id, text, origins, flags, unseen })),
    rejects,
  });

  it.each(
    inputs.flatMap((input, at) => [
      [`plain ${at}`, Buffer.from(input)] as const,
      [`gzip ${at}`, gzipSync(input)] as const,
    ]),
  )("%s", async (_, bytes) => {
    const whole = brief(await read(bytes));
    expect(whole.events.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), async (sizes) => {
        async function* chunks(): AsyncGenerator<Uint8Array> {
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            yield bytes.subarray(at, at + size);
            at += size;
          }
        }
        expect(brief(await read(chunks()))).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
