import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloudtrailEvent } from "../../../events/cloudtrail.ts";
import { auditEventOf } from "../../../events/k8s-audit/audit-event.ts";
import { isOfInterest } from "../../../lib/interest.ts";
import type { Event } from "../../../model/event.ts";
import type { Facts } from "../../../model/facts.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Explanation } from "../../../model/rule.ts";
import { compileQuery, EventRecord } from "../index.ts";

const facts = {} as Facts;
const origin = { unit: "trail/x.json", record: 7, offset: 0, chain: [] };

function eventOf(text: string): Event {
  const raw = JSON.parse(text) as JsonObject;
  if ("eventName" in raw) return cloudtrailEvent(raw, text, origin, 0);
  return auditEventOf(raw, text, { origin, receivedAt: 0 });
}

const { events: lines } = JSON.parse(readFileSync("test/fixtures/rules/insights-vectors.json", "utf8")) as {
  events: { "@message": string }[];
};
const events = lines
  .map((line) => line["@message"])
  .filter((text) => /"eventName"|"auditID"/.test(text))
  .map(eventOf);
const opened = events.find(({ text }) => text.includes('"endpointPublicAccess":true'))!;

const CONDITIONS = [
  'eventName = "UpdateClusterConfig"',
  '"eks.amazonaws.com" = eventSource',
  'eventName in ["DeleteAddon", "CreateAddon"]',
  'eventName like "Addon"',
  "eventName =~ /^Update/",
  "requestParameters.resourcesVpcConfig.endpointPublicAccess = true",
  'errorCode != "x"',
  "ispresent(errorCode)",
  'verb in ["delete", "patch"]',
  'objectRef.resource = "secrets"',
  'objectRef.resource = "12"',
  "responseStatus.code = 403",
  'readOnly = "true"',
  '@message like "prod"',
  'user.username = "sre/alice"',
  'verb = "x" = false',
];
const condition = fc.letrec<{ it: string }>((tie) => ({
  it: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...CONDITIONS),
    fc.tuple(tie("it"), fc.constantFrom("and", "or"), tie("it")).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie("it").map((inner) => `not (${inner})`),
  ),
})).it;

describe("the filters of a query as a predicate", () => {
  it("has events of both kinds", () => {
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(["aws_cloudtrail", "k8s_audit"]));
  });

  it("holds for the events whose rows the query keeps, and those alone", () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (conditions) => {
        const query = compileQuery(conditions.map((text) => `filter ${text}`).join(" | "));
        const run = query.run({ now: 0 });
        for (const event of events) {
          expect(query.predicate.test(event, facts)).toBe(run.add(new EventRecord(event)));
        }
        run.close();
      }),
    );
  });

  it("is no for every event that its interest or its needles leave out", () => {
    fc.assert(
      fc.property(condition, (text) => {
        for (const event of events) {
          const { predicate, interests } = compileQuery(`filter ${text}`, event.kind);
          if (predicate.test(event, facts) !== true) continue;
          expect(isOfInterest(predicate.interest, event)).toBe(true);
          expect(interests.some((interest) => isOfInterest(interest, event))).toBe(true);
          expect(predicate.needles?.some((needle) => event.text.includes(needle)) ?? true).toBe(true);
          expect(predicate.explain(event, facts).result).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['filter eventName = "A" and eventSource = "s"', { actions: ["s/A"] }, ["A", "s"]],
    [
      'filter eventName in ["Aaa","Bbb"] or eventName = "Ccc"',
      { actions: ["*/Aaa", "*/Bbb", "*/Ccc"] },
      ["Aaa", "Bbb", "Ccc"],
    ],
    [
      'filter eventSource = "eks.amazonaws.com" | filter a.flagged = true',
      { actions: ["eks.amazonaws.com/*"] },
      ["eks.amazonaws.com"],
    ],
    ['filter eventName = "Aaa" or b = 1', {}, undefined],
    ['filter eventName = "7"', {}, ["eventName"]],
    ['filter eventName != "Aaa"', {}, undefined],
    ["filter requestParameters.endpointPublicAccess = true", {}, ["endpointPublicAccess"]],
    ['parse @message /(?<eventName>x)/ | filter eventName = "Aaa"', {}, undefined],
    ['limit 5 | filter eventName = "Aaa"', { actions: ["*/Aaa"] }, ["Aaa"]],
    ['limit 5 | filter eventName = "Aaa" | stats count(*)', {}, undefined],
    ['filter eventName like /Delete/ and a like "x\\"long enough"', {}, ["enough"]],
  ] as const)("%s", (text, interest, needles) => {
    const { predicate } = compileQuery(text, "aws_cloudtrail");
    expect(predicate.interest).toEqual({ kinds: ["aws_cloudtrail"], ...interest });
    if (text.includes('= "A"')) return;
    expect(predicate.needles).toEqual(needles);
  });

  it("asks audit events for verb and resource", () => {
    const text = 'filter verb in ["get"] and objectRef.resource = "secrets"';
    expect(compileQuery(text, "k8s_audit").predicate.interest).toEqual({
      kinds: ["k8s_audit"],
      actions: ["get"],
      resources: ["secrets"],
    });
  });

  it("a record that was cut is a text and has no fields", () => {
    const partial = { cutPath: "user", cutByte: 20, unseen: ["user"] };
    const cut = auditEventOf({ verb: "get" }, '{"verb":"get","user":{"usern', { origin, receivedAt: 0, partial });
    expect(compileQuery('filter verb = "get"').predicate.test(cut, facts)).toBe(false);
    expect(compileQuery('filter @message like "verb"').predicate.test(cut, facts)).toBe(true);
  });

  it("says which part decided, and what it saw", () => {
    const text = 'filter eventName = "UpdateClusterConfig" and (errorCode = "x" or not readOnly = false)';
    const shown = (part: Explanation): unknown => [
      part.kind,
      part.result,
      part.decided,
      part.text,
      part.seen,
      part.parts.map(shown),
    ];
    expect(shown(compileQuery(text).predicate.explain(opened, facts))).toEqual([
      "and",
      false,
      true,
      'eventName = "UpdateClusterConfig" and (errorCode = "x" or not readOnly = false)',
      [],
      [
        [
          "check",
          true,
          false,
          'eventName = "UpdateClusterConfig"',
          [{ field: "eventName", value: "UpdateClusterConfig" }],
          [],
        ],
        [
          "or",
          false,
          true,
          '(errorCode = "x" or not readOnly = false)',
          [],
          [
            ["check", false, true, 'errorCode = "x"', [{ field: "errorCode" }], []],
            [
              "not",
              false,
              true,
              "not readOnly = false",
              [],
              [["check", true, true, "readOnly = false", [{ field: "readOnly", value: false }], []]],
            ],
          ],
        ],
      ],
    ]);
  });

  it("fields of the transport are those of the event's origin", () => {
    const query = compileQuery("fields @log, @logStream, @ptr, @ingestionTime");
    const run = query.run({ now: 0 });
    run.add(new EventRecord(opened));
    expect([...run.rows()]).toEqual([["111122223333:trail", null, "trail/x.json#7", null]]);
  });
});
