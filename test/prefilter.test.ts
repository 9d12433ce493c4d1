import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/app/config/index.ts";
import { loadRuleSet } from "../src/app/rules.ts";
import { decode } from "../src/events/decode.ts";
import type { Event } from "../src/model/event.ts";
import type { Facts } from "../src/model/facts.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { Rule, RuleSet } from "../src/model/rule.ts";
import { parseCases } from "../src/rules/cases/index.ts";
import { ruleSetOf } from "../src/rules/matcher/index.ts";

// What looks at records before they are parsed must change no result: every rule of the pack and of the examples is
// asked about every record of the pack's cases, twisted in the ways that could mislead a look at the text.

const CASES = "packs/eks/rules/cases";
const facts = {} as Facts;
let rules: readonly Rule[];
let records: JsonObject[];

beforeAll(async () => {
  const config = await loadConfig(undefined, {});
  ({ rules } = await loadRuleSet({ config, paths: ["packs/eks/rules", "packs/eks/examples"], alone: true }));
  const files = readdirSync(CASES).map((name) => path.join(CASES, name));
  const cases = files.flatMap((file) => parseCases({ file, text: readFileSync(file, "utf8") }).cases);
  records = cases.map(({ record }, number) => ({ ...record, ...identity(record, number) }));
});

/** Cases are variations of few records: as events each is one of its own. */
function identity(record: JsonObject, number: number): JsonObject {
  return "auditID" in record ? { auditID: `case-${number}` } : { eventID: `case-${number}` };
}

type Twist = (record: JsonObject) => string;
const plain = (record: object) => JSON.stringify(record);

/** Every character of every string and key as an escape. */
const escaped: Twist = (record) =>
  plain(record).replaceAll(/"(?:[^"\\]|\\.)*"/g, (written) => {
    const text = JSON.parse(written) as string;
    return `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`;
  });
const slashes: Twist = (record) => plain(record).replaceAll("/", String.raw`\/`);
const spaced: Twist = (record) => ` ${JSON.stringify(record, null, 3).replaceAll("\n", " ")} `;
const reversed: Twist = (record) => plain(Object.fromEntries(Object.entries(record).toReversed()));
const repeated: Twist = (record) => `{"verb":"list","eventName":"X","objectRef":{},${plain(record).slice(1)}`;
const withoutBodies = (more: JsonObject) => (record: JsonObject) => {
  const { requestObject: _, responseObject: __, ...rest } = record;
  return plain({ ...rest, ...more });
};
const metadata: Twist = withoutBodies({ level: "Metadata" });
const requestLevel: Twist = (record) => plain({ ...record, level: "Request", responseObject: undefined });
const truncated: Twist = (record) =>
  withoutBodies({ annotations: { ...(record["annotations"] as JsonObject), "audit.k8s.io/truncated": "true" } })(
    record,
  );
const omitted: Twist = (record) =>
  plain({ ...record, ...(record["eventName"] ? { requestParameters: { omitted: true } } : {}) });
const redacted: Twist = (record) =>
  plain(record).replaceAll(/"(arn|userName|username)":"[^"]*"/g, '"$1":"HIDDEN_DUE_TO_SECURITY_REASONS"');
const cut: Twist = (record) => `${plain(record).slice(0, -9)}[Truncated...]`;

const TWISTS = {
  plain,
  escaped,
  slashes,
  spaced,
  reversed,
  repeated,
  metadata,
  requestLevel,
  truncated,
  omitted,
  redacted,
  cut,
};

async function eventsOf(texts: readonly string[]): Promise<Event[]> {
  const events: Event[] = [];
  for await (const slab of decode({ name: "twisted" }, Buffer.from(texts.join("\n")), { receivedAt: 1 }))
    events.push(...slab.events);
  return events;
}

type Answers = (string | boolean)[][];

function byIndex(set: RuleSet, event: Event): Answers {
  return set.matches(event, facts).map(({ rule, truth }) => [rule.id, truth]);
}

function byAsking(event: Event): Answers {
  const concerned = rules.filter(({ source }) => source === event.kind);
  return concerned.map((rule) => [rule.id, rule.when.test(event, facts)]).filter(([, truth]) => truth !== false);
}

describe("looking before parsing changes no result", () => {
  it.each(Object.entries(TWISTS))("%s", async (_, twist) => {
    const texts = records.map(twist);
    const [glanced, parsed] = [await eventsOf(texts), await eventsOf(texts)];
    expect(glanced.length).toBeGreaterThan(600);
    const set = ruleSetOf(rules, { matching: "all" });
    let met = 0;
    for (const [at, event] of parsed.entries()) {
      const asked = byAsking(event);
      met += asked.length;
      expect({ record: texts[at], met: byIndex(set, glanced[at]!) }).toEqual({ record: texts[at], met: asked });
    }
    expect(met).toBeGreaterThan(0);
  });

  it("whatever is taken out of a record", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.constantFrom(...Object.values(TWISTS)), async (which, member, twist) => {
        const { ...record } = records[which % records.length]!;
        const keys = Object.keys(record);
        delete record[keys[member % keys.length]!];
        const [one] = await eventsOf([twist(record)]);
        if (!one) return;
        expect(byIndex(ruleSetOf(rules, { matching: "all" }), one)).toEqual(byAsking(one));
      }),
      { numRuns: 300 },
    );
  });
});
