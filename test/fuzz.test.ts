import { describe, expect, it } from "vitest";
import { renderers } from "../src/cli/output/index.ts";
import { plain } from "../src/cli/output/paint.ts";
import { report } from "../src/cli/output/report.ts";
import { detectors } from "../src/detectors/index.ts";
import { decode } from "../src/events/decode.ts";
import { parsePath } from "../src/lib/path.ts";
import type { Event } from "../src/model/event.ts";
import type { Facts } from "../src/model/facts.ts";
import type { Finding } from "../src/model/finding.ts";
import type { Json, JsonObject } from "../src/model/json.ts";
import { aliasTables } from "../src/tables/attributes/index.ts";
import { operations } from "../src/tables/operations/index.ts";
import type { AliasTable, OperationRow } from "../src/tables/types.ts";
import { terraformFacts } from "../src/terraform/facts/terraform-facts.ts";
import { ruleSetOf } from "../src/rules/matcher/index.ts";
import { readState } from "../src/terraform/state/read-state.ts";
import { resultOf } from "./cli/findings.ts";
import { call, factsOf, resource as inState } from "./world.ts";

// Calls of every operation with members of wrong types, hostile names and prototype keys, judged against states that
// hold every type, wrong in the same ways: nothing throws, no prototype changes, no output carries a control character.
// FUZZ_SEED and FUZZ_ROUNDS lengthen the search.
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
const ROUNDS = Number(process.env["FUZZ_ROUNDS"] ?? 4);

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

type Random = () => number;

function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ARN = "arn:aws:eks:us-east-1:111122223333:cluster/shop";
/** Members that must fit together for a call to reach an object of the state; every other one is "1". */
const VALUES: { [member: string]: Json } = {
  name: "shop",
  clusterName: "shop",
  cluster_name: "shop",
  resourceArn: encodeURIComponent(ARN),
  arn: ARN,
  enabled: true,
};

const TEXTS = [
  "",
  "__proto__",
  "constructor",
  "toString",
  "a\nb\u001b[31mc\u0000\u009b31m",
  "\u202egnp.exe\u2066",
  "'; rm -rf / #$(id)`id`",
  '"],"x":["',
  "=1+1",
  "| a | <img src=x>",
  "\ud800",
  "arn:aws:eks:::",
  "arn:::::::",
  "%E0%A4%A",
  "HIDDEN_DUE_TO_SECURITY_REASONS",
  "x".repeat(3000),
  "0.0.0.0/0",
  '{"a":',
];
const VALUES_OF_ANY_TYPE: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  1.5,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  [{}],
  { items: [] },
  { items: null },
  { items: { item: 1 } },
  { value: null },
  [{ key: null }],
  { constructor: { prototype: {} } },
  ["a", 1, null, {}],
];

function hostile(pick: Random): Json {
  const texts = pick() < 0.5;
  const list: readonly Json[] = texts ? TEXTS : VALUES_OF_ANY_TYPE;
  return structuredClone(list[Math.floor(pick() * list.length)]!);
}

/** Replaces, removes, doubles or adds something somewhere. */
function mutate(root: JsonObject, pick: Random): void {
  const places: [JsonObject | Json[], string | number][] = [];
  const collect = (value: Json): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value, key]);
      collect((value as JsonObject)[key]!);
    }
  };
  collect(root);
  if (places.length === 0) return;
  const [parent, key] = places[Math.floor(pick() * places.length)]! as [JsonObject, string];
  const kind = pick();
  if (kind < 0.5) parent[key] = hostile(pick);
  else if (kind < 0.65) delete parent[key];
  else if (kind < 0.75) parent[key] = [parent[key]!, structuredClone(parent[key]!)];
  else if (kind < 0.85) parent[key] = { [key]: parent[key]! };
  else {
    const name = TEXTS[Math.floor(pick() * 4)]!;
    Object.defineProperty(parent, name, { value: hostile(pick), enumerable: true, configurable: true, writable: true });
  }
}

function put(parent: JsonObject, [part, ...rest]: readonly string[]): void {
  const isList = part!.endsWith("[]");
  const name = part === "*" ? "k" : part!.replace("[]", "");
  const held = parent[name];
  if (rest.length === 0) {
    parent[name] = isList ? ["1"] : (VALUES[name] ?? "1");
    return;
  }
  const inner: JsonObject = {};
  const child = typeof held === "object" && held !== null ? held : isList ? [inner] : inner;
  parent[name] = child;
  put((Array.isArray(child) ? child[0] : child) as JsonObject, rest);
}

function record(row: OperationRow): JsonObject {
  const request: JsonObject = {};
  for (const path of row.request) put(request, path.split("."));
  const response: JsonObject = {};
  for (const path of row.response ?? []) put(response, path.split("."));
  return call(row.event, request, { eventSource: row.source, responseElements: response });
}

/** A resource with a value at every path of its table. */
function resource({ type, attributes }: AliasTable): JsonObject {
  const values: JsonObject = { id: "1", arn: ARN };
  for (const { path, kind } of attributes) {
    const steps = (parsePath(path) ?? []).filter((step) => typeof step === "string");
    let parent = values;
    for (const step of steps.slice(0, -1)) {
      const held = (parent[step] ??= [{}]);
      parent = (Array.isArray(held) ? held[0] : held) ?? {};
    }
    const name = steps.at(-1);
    if (name !== undefined && typeof parent === "object") parent[name] = valueOf(kind, name);
  }
  return {
    mode: "managed",
    type,
    name: "one",
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 0, attributes: values, sensitive_attributes: [] }],
  };
}

function valueOf(kind: string, name: string): Json {
  if (kind === "bool") return false;
  if (kind.includes("set") || kind.includes("list")) return [];
  if (kind.includes("map")) return { k: "0" };
  return VALUES[name] ?? "1";
}

/** Facts of a state that holds every type, with `mutations` wrong places. */
function facts(pick: Random, mutations: number): Facts {
  const document: JsonObject = {
    version: 4,
    serial: 1,
    lineage: "l",
    resources: [...aliasTables.values()].map(resource),
  };
  for (let n = 0; n < mutations; n += 1) {
    const resources = document["resources"] as JsonObject[];
    mutate(resources[Math.floor(pick() * resources.length)]!, pick);
  }
  const content = readState(Buffer.from(JSON.stringify(document)), "terraform.tfstate");
  const terraform = terraformFacts([{ path: "terraform.tfstate", content }], []);
  return { ...factsOf({ resources: [] }), terraform };
}

async function eventsOf(records: readonly JsonObject[]): Promise<Event[]> {
  const text = Buffer.from(records.map((each) => JSON.stringify(each)).join("\n"));
  const events: Event[] = [];
  for await (const slab of decode({ name: "events.json" }, text, { receivedAt: 0 })) events.push(...slab.events);
  return events;
}

/** Every finding of the events, memories through JSON at each step, and the tick at the end. */
function judge(events: readonly Event[], known: Facts): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const detector of detectors.map((one) => one.create({}, { rules: ruleSetOf([], { matching: "all" }) }))) {
    const memories = new Map<string, unknown>();
    const keep = (key: string, { memory, findings, withdrawn = [] }: ReturnType<typeof detector.fold>) => {
      if (memory === undefined) memories.delete(key);
      else memories.set(key, JSON.parse(JSON.stringify(memory)));
      for (const finding of findings) found.set(finding.id, JSON.parse(JSON.stringify(finding)) as Finding);
      for (const id of withdrawn) found.delete(id);
    };
    for (const event of events) {
      for (const key of detector.keys(event, known)) keep(key, detector.fold(memories.get(key), event, key, known));
    }
    const final = { ...known, final: true };
    for (const [key, memory] of memories)
      if (detector.tick) keep(key, detector.tick(memory, key, Date.parse("2026-11-21T00:00:00Z"), final));
  }
  return found;
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe("hostile calls on hostile states", () => {
  const rounds = Array.from({ length: ROUNDS }, (_, n) => SEED + n);
  it.each(rounds)("seed %i", async (seed) => {
    const pick = random(seed);
    const known = facts(pick, seed % 3 === 0 ? 0 : 20);
    const records = operations.flatMap((row) =>
      Array.from({ length: 4 }, (_, copy) => {
        const one = record(row);
        for (let n = 0; n < copy; n += 1) mutate(one, pick);
        return one;
      }),
    );
    const findings = [...judge(await eventsOf(records), known).values()];
    expect(findings.length).toBeGreaterThan(20);
    const page = report(resultOf(findings), true);
    for (const [format, render] of Object.entries(renderers)) {
      const text = [...render(page, { columns: 80, paint: plain, verbose: true })].join("");
      expect([format, CONTROL.exec(text.replaceAll("\r\n", "\n"))]).toEqual([format, null]);
      if (format === "json" || format === "sarif") JSON.parse(text);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(INHERITED);
  });
});

describe("a name that every object inherits", () => {
  const sg = { eventSource: "ec2.amazonaws.com" };
  const permission = { ipProtocol: "constructor", ipRanges: { items: [{ cidrIp: "192.0.2.0/24" }] } };
  const names: [string, JsonObject][] = [
    ["as operation", call("constructor", { name: "shop" })],
    ["as member", call("UpdateClusterConfig", { name: "shop", toString: [1], constructor: { a: 1 } })],
    ["as type of identity", call("DeleteCluster", { name: "shop" }, { userIdentity: { type: "valueOf" } })],
    [
      "as protocol",
      call("AuthorizeSecurityGroupIngress", { groupId: "1", ipPermissions: { items: [permission] } }, sg),
    ],
  ];
  it.each(names)("%s is judged like any other", async (_, one) => {
    const findings = [...judge(await eventsOf([one]), facts(random(SEED), 0)).values()];
    expect(findings.map(({ status }) => status)).toEqual(["open"]);
  });
  it("as an id's prefix is nobody's", async () => {
    const tagging = call(
      "CreateTags",
      { resourcesSet: { items: [{ resourceId: "constructor-1" }] }, tagSet: { items: [{ key: "a", value: "b" }] } },
      sg,
    );
    expect(judge(await eventsOf([tagging]), facts(random(SEED), 0)).size).toBe(0);
  });
});

it("a configuration nested too deep to walk through is judged as a text", async () => {
  const configurationValues = "[".repeat(50_000) + "]".repeat(50_000);
  const one = call("CreateAddon", { name: "shop", addonName: "shop", configurationValues });
  expect([...judge(await eventsOf([one]), facts(random(SEED), 0)).values()]).toHaveLength(1);
});

it("a cluster may bear a name that every object inherits", async () => {
  const name = "constructor";
  const cluster = inState("aws_eks_cluster", name, { name, version: "1" }, { clusters: [{ name }] });
  const events = await eventsOf([call("UpdateClusterVersion", { name, version: "2" })]);
  const findings = [...judge(events, factsOf({ resources: [cluster] })).values()];
  expect(findings.map(({ kind, status }) => [kind, status])).toEqual([["drift", "open"]]);
});
