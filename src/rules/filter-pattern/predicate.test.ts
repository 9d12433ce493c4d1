import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloudtrailEvent } from "../../events/cloudtrail.ts";
import { auditEventOf } from "../../events/k8s-audit/audit-event.ts";
import { salvage } from "../../events/salvage.ts";
import type { Event, EventKind } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { JsonObject } from "../../model/json.ts";
import { compilePattern } from "./index.ts";

const FOLDER = "test/fixtures/transports";
const facts = {} as Facts;
const origin = { unit: "x.json", record: 1, offset: 0, chain: [] };

function eventOf(text: string): Event {
  const raw = JSON.parse(text) as JsonObject;
  if ("eventName" in raw) return cloudtrailEvent(raw, text, origin, 0);
  return auditEventOf(raw, text, { origin, receivedAt: 0 });
}

const audit = readFileSync("test/fixtures/rules/rbac-filter.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { message: string }).message)
  .filter((message) => message.endsWith("}"));
const trail = JSON.parse(gunzipSync(readFileSync(`${FOLDER}/cloudtrail-s3.json.gz`)).toString()) as {
  Records: unknown[];
};
const events = [...audit, ...trail.Records.map((record) => JSON.stringify(record, null, 1))].map(eventOf);

const CONDITIONS = [
  '$.verb = "create"',
  '$.verb != "get"',
  '$.objectRef.resource = "pods"',
  '$.objectRef.resource = "sec*"',
  "$.objectRef NOT EXISTS",
  "$.responseStatus.code = 200",
  "$.responseStatus.code >= 400",
  '$.responseStatus.code = "4*"',
  '$.user.groups[*] = "system:masters"',
  '$.eventSource = "eks.amazonaws.com"',
  '$.eventName = "UpdateClusterConfig"',
  '$.eventName = "*Cluster*"',
  "$.readOnly IS FALSE",
  "$.errorCode NOT EXISTS",
  '$.annotations["authorization.k8s.io/decision"] = "allow"',
];

const trees = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...CONDITIONS),
    fc.tuple(tie("tree"), fc.constantFrom("&&", "||"), tie("tree")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
  ),
})).tree;

function isOfInterest(
  event: Event,
  kind: EventKind,
  { kinds, actions, resources }: ReturnType<typeof interest>,
): boolean {
  if (event.kind !== kind || !kinds?.includes(kind)) return false;
  const { service } = event;
  const names =
    service === undefined ? [event.action] : [`${service}/${event.action}`, `*/${event.action}`, `${service}/*`];
  const resource = (event.raw["objectRef"] as JsonObject | undefined)?.["resource"];
  return (
    (!actions || names.some((name) => actions.includes(name))) && (!resources || resources.includes(resource as string))
  );
}

const interest = (text: string, kind: EventKind) => compilePattern(text, kind).predicate.interest;

describe("a pattern as a rule", () => {
  it("has something to look at", () => {
    expect(events.length).toBeGreaterThan(10);
    expect(new Set(events.map(({ kind }) => kind)).size).toBe(2);
  });

  it("says of the parsed event what it says of the line, names its events, and its needles are in the line", () => {
    fc.assert(
      fc.property(trees, fc.constantFrom(...events), (tree, event) => {
        const text = `{ ${tree} }`;
        const pattern = compilePattern(text, event.kind);
        const { predicate } = pattern;
        const truth = pattern.matches(event.text);
        expect(predicate.test(event, facts)).toBe(truth);
        expect(predicate.explain(event, facts).result).toBe(truth);
        const { interest: wanted, needles } = predicate;
        expect(!truth || isOfInterest(event, event.kind, wanted)).toBe(true);
        expect(!truth || !needles || needles.some((needle) => event.text.includes(needle))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("reads any JSON, repeated keys and odd numbers too, as the line has it", () => {
    const scalars = fc.constantFrom(
      "1",
      "1.0",
      "10e-1",
      "-0",
      "9007199254740993",
      '"1"',
      '"\\u0061"',
      '"a"',
      "null",
      "true",
    );
    const values = fc.oneof(
      scalars,
      scalars.map((value) => `[${value}, 2]`),
      scalars.map((value) => `{"b" : ${value}}`),
    );
    const members = fc.array(fc.tuple(fc.constantFrom("a", "\\u0061", "c", "__proto__"), values), { maxLength: 4 });
    const lines = members.map((list) => `{ ${list.map(([key, value]) => `"${key}": ${value}`).join(",")} }`);
    const fields = fc.constantFrom(
      "$.a",
      "$.a[0]",
      "$.a[*]",
      "$.a.b",
      "$.c",
      "$.__proto__",
      "$.toString",
      "$.a.length",
    );
    const tests = fc.constantFrom(
      "= 1",
      '= "1"',
      "!= 1",
      "= *",
      "> 0",
      "= 9007199254740993",
      "IS NULL",
      "IS TRUE",
      "NOT EXISTS",
    );
    fc.assert(
      fc.property(lines, fields, tests, (line, field, test) => {
        const pattern = compilePattern(`{ ${field} ${test} }`, "k8s_audit");
        expect(pattern.predicate.test(eventOf(line), facts)).toBe(pattern.matches(line));
      }),
      { numRuns: 3000 },
    );
  });

  it("sees a line that was cut as it was written, not what could be saved of it", () => {
    const text =
      '{"kind":"Event","auditID":"1","stage":"ResponseComplete","verb":"get","user":{"username"[Truncated...]';
    const saved = salvage(text);
    if (saved === "broken") throw new Error("nothing was saved");
    const event = auditEventOf(saved.value, text, { origin, receivedAt: 0, partial: saved });
    expect(event.raw["verb"]).toBe("get");
    expect(compilePattern('{ $.verb = "get" }').predicate.test(event, facts)).toBe(false);
    expect(compilePattern("verb").predicate.test(event, facts)).toBe(true);
  });
});

describe("the index", () => {
  it.each<[string, EventKind, object]>([
    [
      '{ $.verb = "create" && $.objectRef.resource = "pods" }',
      "k8s_audit",
      { actions: ["create"], resources: ["pods"] },
    ],
    ['{ $.verb = "create" || $.verb = "patch" }', "k8s_audit", { actions: ["create", "patch"] }],
    ['{ $.verb = "create" || $.user.username = "x" }', "k8s_audit", {}],
    ['{ $.verb != "get" }', "k8s_audit", {}],
    ['{ $.verb = "cre*" }', "k8s_audit", {}],
    ['{ $.eventName = "CreateCluster" }', "aws_cloudtrail", { actions: ["*/CreateCluster"] }],
    ['{ $.eventSource = "eks.amazonaws.com" }', "aws_cloudtrail", { actions: ["eks.amazonaws.com/*"] }],
    ['{ $.verb = "create" }', "aws_cloudtrail", {}],
    ["CreateCluster", "aws_cloudtrail", {}],
  ])("of %s for %s", (pattern, kind, expected) => {
    expect(interest(pattern, kind)).toEqual({ kinds: [kind], ...expected });
  });

  it.each([
    ['{ $.a = "CreateCluster" && $.b = "x" }', ["CreateCluster"]],
    ['{ $.a = "sre/alice*" || $.b = "kubernetes-admin" }', ["alice", "kubernetes-admin"]],
    ['{ $.a = "one" || $.b = 50 }', undefined],
    ['ERROR "disk full"', ["ERROR"]],
    ["?WARN ?FATAL", ["WARN", "FATAL"]],
    ["-ERROR", undefined],
    ["[a = 404, ...]", ["404"]],
    ["%abc%", undefined],
  ])("needles of %s", (pattern, expected) => expect(compilePattern(pattern).predicate.needles).toEqual(expected));
});

describe("an explanation", () => {
  const event = eventOf('{"auditID":"1","verb":"get","user":{"username":"eve"}}');
  it("names the part that decided, with what it saw", () => {
    const { predicate } = compilePattern('{ $.user.username = "eve" && ($.verb = "list" || $.objectRef.name = "x") }');
    expect(predicate.explain(event, facts)).toEqual({
      kind: "and",
      text: '$.user.username = "eve" && ($.verb = "list" || $.objectRef.name = "x")',
      result: false,
      decided: true,
      seen: [],
      parts: [
        check('$.user.username = "eve"', true, false, { field: "$.user.username", value: "eve" }),
        {
          kind: "or",
          text: '($.verb = "list" || $.objectRef.name = "x")',
          result: false,
          decided: true,
          seen: [],
          parts: [
            check('$.verb = "list"', false, true, { field: "$.verb", value: "get" }),
            check('$.objectRef.name = "x"', false, true, { field: "$.objectRef.name" }),
          ],
        },
      ],
    });
  });
  it("says that a line is no JSON", () => {
    const cut = auditEventOf({}, "not JSON", { origin, receivedAt: 0 });
    expect(compilePattern("{ $.a NOT EXISTS }").predicate.explain(cut, facts).text).toBe("the line is one JSON object");
  });
});

function check(text: string, result: boolean, decided: boolean, seen: object) {
  return { kind: "check", text, result, decided, seen: [seen], parts: [] };
}
