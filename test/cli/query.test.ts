import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binnacle } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "query-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const call = (minute: number, eventName: string, more: object = {}) => ({
  eventVersion: "1.11",
  eventTime: `2026-03-14T09:${String(minute).padStart(2, "0")}:00Z`,
  eventSource: "eks.amazonaws.com",
  eventName,
  eventID: `id-${minute}`,
  recipientAccountId: "111122223333",
  awsRegion: "eu-west-1",
  ...more,
});
const RECORDS = [
  call(1, "ListClusters", { readOnly: true }),
  call(2, "UpdateClusterConfig", { requestParameters: { name: "prod", cidrs: ["0.0.0.0/0"], hops: 2 } }),
  call(3, "UpdateClusterConfig", { requestParameters: { name: "=cmd", hops: 10 }, errorCode: "AccessDenied" }),
  call(4, "AssumeRole", { eventSource: "sts.amazonaws.com" }),
];

beforeAll(() => {
  mkdirSync(at("trail"));
  writeFileSync(at("trail/a.json"), JSON.stringify({ Records: RECORDS.slice(0, 2) }));
  writeFileSync(at("trail/b.json"), JSON.stringify({ Records: RECORDS.slice(2) }));
  writeFileSync(at("broken.json"), `{"Records":[${JSON.stringify(RECORDS[0])},{"eventVersion":,}]}`);
});

const query = (...argv: string[]) => binnacle("query", ...argv.map((arg) => (arg === "TRAIL" ? at("trail") : arg)));
const EKS = 'filter eventSource = "eks.amazonaws.com"';

describe("binnacle query", () => {
  it("prints a table", async () => {
    const ql = `fields @timestamp, eventName | ${EKS} | stats count(*) as n by eventName | sort n desc`;
    const { code, out, err } = await query(ql, "TRAIL", "--format", "pretty");
    expect(out).toBe("eventName            n\nUpdateClusterConfig  2\nListClusters         1\n");
    expect([code, err]).toEqual([0, expect.stringContaining("2 rows; 3 of 4 records matched")]);
  });

  it("gives JSON with numbers as numbers and times as dates", async () => {
    const ql = "fields @timestamp, requestParameters.hops, errorCode | filter ispresent(requestParameters.hops)";
    const { out } = await query(ql, "TRAIL", "--format", "json");
    expect(JSON.parse(out)).toEqual([
      { "@timestamp": "2026-03-14 09:03:00.000", "requestParameters.hops": 10, errorCode: "AccessDenied" },
      { "@timestamp": "2026-03-14 09:02:00.000", "requestParameters.hops": 2, errorCode: null },
    ]);
  });

  it.each([
    ["ndjson when piped", [], '{"eventName":"AssumeRole","n":null}\n{"eventName":"UpdateClusterConfig","n":"=cmd"}\n'],
    ["csv", ["--format", "csv"], "eventName,n\r\nAssumeRole,\r\nUpdateClusterConfig,'=cmd\r\n"],
    [
      "markdown",
      ["--format", "markdown"],
      "| eventName | n |\n|---|---|\n| AssumeRole |  |\n| UpdateClusterConfig | =cmd |\n",
    ],
  ])("prints %s", async (_, flags, expected) => {
    const ql = "fields eventName, requestParameters.name as n | limit 2";
    expect((await query(ql, "TRAIL", ...flags)).out).toBe(expected);
  });

  it("no rows are no error", async () => {
    const { code, out } = await query('filter eventName = "Nothing"', "TRAIL", "--format", "json");
    expect([code, out]).toEqual([0, "[]\n"]);
  });

  it("takes a filter pattern first, or alone", async () => {
    const pattern = '{ $.errorCode = "AccessDenied" }';
    const both = await query("--filter", pattern, "stats count(*) as n", "TRAIL");
    expect(both.out).toBe('{"n":1}\n');
    const alone = await query("--filter", pattern, "TRAIL");
    expect(alone.out).toBe(`${JSON.stringify({ "@message": JSON.stringify(RECORDS[2]) })}\n`);
    expect(alone.err).toContain("1 row; 1 of 4 records matched");
    const pretty = await query("--filter", pattern, "TRAIL", "--format", "pretty");
    expect(pretty.out).toBe(`${JSON.stringify(RECORDS[2])}\n`);
  });

  it("leaves out what is not in the period, whose ends belong to it", async () => {
    const period = ["--since", "2026-03-14T09:02:00Z", "--until", "2026-03-14T09:03:00Z"];
    expect((await query("stats count(*) as n", "TRAIL", ...period)).out).toBe('{"n":2}\n');
  });

  it("takes times and names from the log group where there is one", async () => {
    const message = JSON.stringify({ ...RECORDS[3], userIdentity: { type: "AWSService" } });
    const [timestamp, ingestionTime] = [Date.UTC(2026, 2, 14, 9, 5), Date.UTC(2026, 2, 14, 9, 6)];
    const delivered = { messageType: "DATA_MESSAGE", owner: "111122223333", logGroup: "trail", logStream: "s" };
    const event = { id: "1", timestamp, message };
    writeFileSync(
      at("delivered.json"),
      JSON.stringify({ ...delivered, subscriptionFilters: ["f"], logEvents: [event] }),
    );
    const page = { events: [{ eventId: "2", logStreamName: "s", timestamp, ingestionTime, message }] };
    writeFileSync(at("page.json"), JSON.stringify(page));
    const ql = "fields @timestamp, @ingestionTime, @log, @logStream";
    const { out, err } = await query(ql, at("delivered.json"), at("page.json"));
    const [first, second] = out.split("\n");
    const shared = { "@timestamp": "2026-03-14 09:05:00.000", "@logStream": "s" };
    expect(JSON.parse(first!)).toEqual({ ...shared, "@ingestionTime": null, "@log": "111122223333:trail" });
    expect(JSON.parse(second!)).toMatchObject({ ...shared, "@ingestionTime": "2026-03-14 09:06:00.000" });
    expect(err).not.toContain("eventTime");
  });

  it("says what a reader of the rows should know", async () => {
    const ql = 'fields requestParameters.cidrs, foo-bar | filter errorCode != "x" | sort eventName';
    const { err } = await query(ql, "TRAIL", "--verbose");
    expect(err).toContain("| sort eventName\n");
    expect(err).toContain("implicit-direction: sort without a direction is ascending");
    expect(err).toContain("hyphen-in-field: foo-bar is read as a subtraction; as a field it is `foo-bar`");
    expect(err).toContain("missing-negation: 3");
    const quiet = await query(ql, "TRAIL", "--quiet");
    expect(quiet.err).toBe("");
    const { err: leaves } = await query("fields requestParameters.cidrs", "TRAIL");
    expect(leaves).toContain("requestParameters.cidrs is an object or list in 1 event");
    expect(leaves).toContain("requestParameters.cidrs.0");
  });

  it("prints the rows of an input that could be read in part, and exits 3", async () => {
    const { code, out, err } = await query("stats count(*) as n", at("broken.json"), at("trail/a.json"));
    expect([code, out]).toEqual([3, '{"n":3}\n']);
    expect(err).toMatch(/broken\.json#2: this is not valid JSON/);
  });

  it("exits 1 where nothing could be read", async () => {
    const { code, out, err } = await query("limit 5", at("nowhere"), "--format", "json");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/nowhere: no such file/);
  });
});

describe("what cannot be asked", () => {
  it.each([
    [
      "an unknown function",
      ["fields eventName\n| filter substring(eventName, 1) = 'x'", "TRAIL"],
      [
        "query:2:10: unknown function substring; did you mean substr?",
        "  | filter substring(eventName, 1) = 'x'",
        "           ^",
      ],
    ],
    [
      "what only the service can do",
      ["fields @message | anomaly", "TRAIL"],
      [
        "query:1:19: anomaly is not evaluated here: it needs what the service has learned",
        "  fields @message | anomaly",
        "                    ^",
      ],
    ],
    [
      "a wrong pattern",
      ["--filter", "ERROR-CODE", "TRAIL"],
      [expect.stringMatching(/^filter:1:6: /), "  ERROR-CODE", "       ^"],
    ],
    ["no query", ["TRAIL"], [expect.stringMatching(/is an input; the query comes before it/)]],
    ["no input", ["limit 5"], [expect.stringMatching(/name the files to be read after the query/)]],
    [
      "neither",
      ["nothing.json"],
      [expect.stringMatching(/nothing\.json: no such file or folder; and the query comes before it/)],
    ],
    [
      "rows as findings",
      ["limit 5", "TRAIL", "--format", "sarif"],
      [expect.stringMatching(/prints pretty, ndjson, json, markdown, csv/)],
    ],
    [
      "a period that ends before it begins",
      ["limit 5", "TRAIL", "--since", "2026-03-14", "--until", "2026-03-13"],
      [expect.stringMatching(/--since must not be after --until/)],
    ],
  ])("%s", async (_, argv, lines) => {
    const { code, out, err } = await query(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err.trimEnd().split("\n")).toEqual(lines);
  });
});
