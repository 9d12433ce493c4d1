import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloudtrailEvent } from "../../events/cloudtrail.ts";
import { auditEventOf } from "../../events/k8s-audit/audit-event.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { JsonObject } from "../../model/json.ts";
import { bindField, NO_SETTINGS } from "../falco/fields/index.ts";
import type { FalcoSource } from "../falco/fields/field.ts";
import { loadRules } from "../load.ts";
import { lint } from "./index.ts";

const facts = {} as Facts;
const origin = { unit: "x", record: 1, offset: 0, chain: [] };

const AUDIT = "test/fixtures/k8s-audit";
const auditEvents = readdirSync(AUDIT)
  .filter((name) => name.endsWith(".jsonl"))
  .flatMap((name) => readFileSync(`${AUDIT}/${name}`, "utf8").trim().split("\n"))
  .map((text): Event => auditEventOf(JSON.parse(text) as JsonObject, text, { origin, receivedAt: 0 }));

const trail = JSON.parse(gunzipSync(readFileSync("test/fixtures/transports/cloudtrail-s3.json.gz")).toString()) as {
  Records: JsonObject[];
};
const callEvents = trail.Records.map((record): Event => cloudtrailEvent(record, JSON.stringify(record), origin, 0));

const FIELDS: { readonly [source in FalcoSource]: readonly string[] } = {
  k8s_audit: (
    "ka.verb ka.stage ka.response.code ka.auth.decision ka.target.resource ka.target.subresource ka.target.name ka.user.name " +
    "ka.req.pod.host_network ka.req.configmap.obj ka.req.binding.role jevt.value[/requestObject/spec/replicas] " +
    "jevt.value[/sourceIPs/0] jevt.value[/user] jevt.value[/eventName]"
  ).split(" "),
  aws_cloudtrail: (
    "ct.name ct.src ct.error ct.request.name ct.request.clusterName ct.request.nodegroupName ct.request.resourcesVpcConfig " +
    "ct.request.resourcesVpcConfig.endpointPublicAccess ct.request.keyId ct.request.principalArn ct.user.arn " +
    "ct.request.scalingConfig.maxSize jevt.value[/verb]"
  ).split(" "),
};
const ODD = ["role", "deny", "Pod", "alias/x", "UpdateNodeGroupConfig", "true", "many", "pods/exec", "401"];

/** Texts that the field has in some event, and some that it has in none. */
function valuesOf(source: FalcoSource, field: string, events: readonly Event[]): string[] {
  const [, name = field, argument] = /^([^[]+)\[(.*)\]$/.exec(field) ?? [];
  const bound = bindField(source, name, argument);
  const seen = "extract" in bound ? events.map((event) => bound.extract(event)) : [];
  const texts = seen.filter((value) => typeof value === "string").filter((value) => value.length < 60);
  return [...new Set([...texts, ...ODD])];
}

function conditions(source: FalcoSource, events: readonly Event[]): fc.Arbitrary<string> {
  const check = fc.constantFrom(...FIELDS[source]).chain((field) => {
    const value = fc.constantFrom(...valuesOf(source, field, events)).map((text) => JSON.stringify(text));
    return fc.oneof(
      value.map((one) => `${field} = ${one}`),
      value.map((one) => `${field} != ${one}`),
      fc.tuple(value, value).map(([one, other]) => `${field} in (${one}, ${other})`),
      fc.constant(`${field} exists`),
    );
  });
  return fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      check,
      tie("tree").map((tree) => `not (${tree})`),
      fc.tuple(tie("tree"), fc.constantFrom("and", "or"), tie("tree")).map((parts) => `(${parts.join(" ")})`),
    ),
  })).tree;
}

/** The same in the words of filter patterns. */
function patterns(events: readonly Event[]): fc.Arbitrary<string> {
  const selectors = [
    "verb",
    "stage",
    "objectRef.resource",
    "responseStatus.code",
    "user.groups",
    "sourceIPs[0]",
    "user",
  ];
  const calls = ["eventName", "eventSource", "requestParameters.name", "requestParameters.keyId", "errorCode"];
  const names = new Set(events.flatMap(({ action, service }) => [action, service ?? action]));
  const value = fc.constantFrom(...names, ...ODD, "*", "200", "pods").map((text) => JSON.stringify(text));
  const test = fc.oneof(
    fc.tuple(fc.constantFrom("=", "!="), value).map((parts) => parts.join(" ")),
    fc.constant("NOT EXISTS"),
  );
  const check = fc.tuple(fc.constantFrom(...selectors, ...calls), test).map(([path, asked]) => `$.${path} ${asked}`);
  return fc
    .letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        check,
        fc.tuple(tie("tree"), fc.constantFrom("&&", "||"), tie("tree")).map((parts) => `(${parts.join(" ")})`),
      ),
    }))
    .tree.map((tree) => `{ ${tree} }`);
}

function isRight(item: object, events: readonly Event[]): "never" | boolean {
  const settings = { minimumPriority: "Debug", appendedOutput: [], fields: NO_SETTINGS } as const;
  const loaded = loadRules([{ file: "r.yaml", text: JSON.stringify([item]) }], settings);
  const { when } = loaded.rules[0]!;
  const problems = lint(loaded, { matching: "all" });
  const truths = () => events.map((event) => when.test(event, facts));
  if (problems.some(({ level }) => level === "error")) return truths().includes(true) ? false : "never";
  return !problems.some(({ code }) => code === "meets-every-event") || !truths().includes(false);
}

describe("what lint is sure of", () => {
  it.each<[FalcoSource, readonly Event[]]>([
    ["k8s_audit", auditEvents],
    ["aws_cloudtrail", callEvents],
  ])("is so for real events of %s", (source, events) => {
    expect(events.length).toBeGreaterThan(5);
    let never = 0;
    fc.assert(
      fc.property(conditions(source, events), (condition) => {
        const item = { rule: "r", desc: "x", condition, output: "x", priority: "INFO", source };
        const right = isRight(item, events);
        if (right === "never") never += 1;
        return right !== false;
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(patterns(events), (pattern) => {
        const right = isRight({ filter: "f", pattern, source, severity: "low" }, events);
        if (right === "never") never += 1;
        return right !== false;
      }),
      { numRuns: 500 },
    );
    expect(never).toBeGreaterThan(0);
  });
});
