import { describe, expect, it } from "vitest";
import { auditEvents, RECEIVED_AT } from "../../../test/audit-events.ts";
import { decode } from "../decode.ts";
import { lostAudits } from "./lost-audits.ts";

const HEAD = "E1121 03:37:17.219682   14972 metrics.go:110] ";
const COMPLAINT = "Error in audit plugin 'log' affecting 1 audit events: json: bad";
const LINE =
  '2026-11-21T03:37:17.2Z AUDIT: id="a" stage="ResponseComplete" ip="203.0.113.11" method="patch" user="bob" groups="\\"dev\\"" as="<self>" asgroups="<lookup>" user-agent="curl" namespace="shop" uri="/x" response="200"';

/** One message of a log group's stream for each text. */
async function stream(logStream: string, texts: string[]) {
  const logEvents = texts.map((message, at) => ({ id: `${at}`, timestamp: 1000 + at, message }));
  const payload = { messageType: "DATA_MESSAGE", owner: "111122223333", logGroup: "/aws/eks/prod/cluster", logStream };
  const body = Buffer.from(JSON.stringify({ ...payload, subscriptionFilters: [], logEvents }));
  const events = [];
  for await (const slab of decode({ name: "x" }, body, { receivedAt: RECEIVED_AT })) events.push(...slab.events);
  return events;
}

describe("A5: what the API server says it lost", () => {
  it("stands in the text log, each event named by two complaints", async () => {
    const events = await auditEvents("kube-apiserver-text.log");
    const complaints = events.filter(({ action }) => action === "AuditEventLost");
    expect(
      complaints.map(({ lostAudits: lost }) => lost!.map(({ auditId, code }) => [auditId.slice(0, 4), code])),
    ).toEqual(
      [
        ["fd46", 400],
        ["c4a9", 400],
        ["42c6", 400],
        ["b739", 200],
      ].flatMap((lost) => [[lost], [lost]]),
    );
    expect(complaints[0]!.lostAudits).toEqual([
      {
        auditId: "fd46ece8-25d9-4f8e-b2a6-0feb6b8e352e",
        time: Date.UTC(2026, 10, 21, 3, 33, 2, 151),
        user: "arn:aws:sts::111122223333:assumed-role/Developer/bob-example.com",
        actor: {
          name: "Developer/bob-example.com",
          type: "User",
          arn: "arn:aws:iam::111122223333:role/Developer",
          account: "111122223333",
          via: "unknown",
          userAgent: "curl/8.5.0",
        },
        verb: "patch",
        uri: "/apis/apps/v1/namespaces/shop/deployments/web",
        code: 400,
        firstIp: "203.0.113.11",
        error: "json: error calling MarshalJSON for type *runtime.Unknown: unexpected end of JSON input",
      },
    ]);
    expect(complaints[0]).toMatchObject({ service: "kube-apiserver", time: complaints[0]!.lostAudits![0]!.time });
  });

  it("the rest of that log is no complaint, and has no time of its own", async () => {
    const events = await auditEvents("kube-apiserver-text.log");
    const others = events.filter(({ action }) => action !== "AuditEventLost");
    expect(others.length).toBe(events.length - 8);
    expect(others.flatMap(({ lostAudits: lost }) => lost)).toEqual([]);
    expect(new Set(others.flatMap(({ flags }) => flags))).toEqual(new Set(["no-time"]));
  });

  it("comes line by line in a log group", async () => {
    const events = await stream("kube-apiserver-0123", [HEAD + COMPLAINT, "Impacted events:", LINE, LINE]);
    expect(events.map(({ time, lostAudits: lost }) => [time, lost!.length])).toEqual([[1000, 2]]);
  });

  it("a line whose complaint was delivered elsewhere still tells which event was lost", async () => {
    const [event] = await stream("kube-apiserver-0123", [LINE]);
    expect(event!.lostAudits).toMatchObject([{ user: "bob", uri: "/x" }]);
    expect(event!.lostAudits![0]).not.toHaveProperty("error");
  });

  it("another component's stream says nothing of it", async () => {
    const [event] = await stream("kube-scheduler-0123", [`${HEAD}${COMPLAINT}\nImpacted events:\n${LINE}`]);
    expect(event!.action).toContain(COMPLAINT);
    expect(event!.lostAudits).toEqual([]);
  });

  it("a message that only cites a complaint is none", async () => {
    const [event] = await stream("kube-apiserver-0123", [`${HEAD}rejected: ${COMPLAINT}\n${LINE}`]);
    expect(event!.lostAudits).toEqual([]);
  });
});

describe("a line of a complaint", () => {
  const lineWith = (from: string, to: string) => lostAudits(LINE.replace(from, to))[0];

  it("says of nobody, of no answer and of no namespace that there is none", () => {
    const bare = LINE.replace('"bob"', '"<none>"').replace('"200"', '"<deferred>"').replace('"shop"', '"<none>"');
    expect(lostAudits(bare)).toEqual([
      {
        auditId: "a",
        time: Date.UTC(2026, 10, 21, 3, 37, 17, 200),
        actor: { name: "unauthenticated", type: "Unknown", via: "unknown", userAgent: "curl" },
        verb: "patch",
        uri: "/x",
        firstIp: "203.0.113.11",
      },
    ]);
  });

  it("names whom the request acted as", () => {
    expect(lineWith('as="<self>"', 'as="system:admin"')).toMatchObject({
      user: "bob",
      actor: { name: "bob", actsAs: "system:admin" },
    });
  });

  it("quotes as Go does: nothing that a client writes ends its field", () => {
    const agent = '"x\\" uri=\\"/y\\" \\x1b\\u0026\\U0001f600\\n\\xff"';
    expect(lineWith('"curl"', agent)).toMatchObject({
      actor: { userAgent: 'x" uri="/y" \x1b&\u{1f600}\n\ufffd' },
      uri: "/x",
    });
  });

  it.each([
    ["cut off", LINE.slice(0, LINE.indexOf(" uri=")), { user: "bob", uri: "" }],
    ["with a time that is none", LINE.replace("03:37:17.2", "99:99:99.9"), { time: undefined }],
  ])("%s", (_, text, expected) => expect(lostAudits(text)).toMatchObject([expected]));
});
