import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Finding } from "../../model/finding.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Rule, Truth } from "../../model/rule.ts";
import { ruleSetOf } from "../../rules/matcher/index.ts";
import { ACCOUNT, at, call, factsOf, judge, session } from "../../../test/world.ts";
import { rule as detector } from "./index.ts";

const nobody = { resources: [] };
const name = { name: "staging" };

function rule(id: string, test: (event: Event) => Truth, more: Partial<Rule> = {}): Rule {
  return {
    id,
    language: "falco",
    title: id,
    severity: "medium",
    source: "aws_cloudtrail",
    controls: [],
    tags: ["eks"],
    enabled: true,
    unknown: "quiet",
    at: { file: "rules.yaml", line: 1, column: 1 },
    when: { interest: {}, test, explain: () => expect.unreachable() },
    render: (event) => `${event.action} by ${event.actor.name}`,
    fields: () => ({}),
    ...more,
  };
}

const EXEC = {
  kind: "k8s_audit",
  action: "create",
  resource: { type: "pods/exec", namespace: "shop", name: "web-1" },
  actor: { name: "alice", type: "User", via: "kubectl" },
  outcome: { ok: true, code: "101" },
  origins: [],
  unseen: [],
};
const deleted = rule("cluster deleted", ({ action }) => action === "DeleteCluster");
const ofRule = (findings: Finding[], id: string) => findings.filter((finding) => finding.rule === id);

describe("an event that meets a rule", () => {
  it("is a finding with what the rule says", () => {
    const [found, ...rest] = ofRule(judge(nobody, [call("DeleteCluster", name)], { rules: [deleted] }), deleted.id);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      kind: "rule",
      title: "aws_eks_cluster staging: cluster deleted",
      severity: "medium",
      status: "open",
      count: 1,
      output: "DeleteCluster by ops-admin",
      cluster: { name: "staging" },
      resource: { type: "aws_eks_cluster", id: "staging" },
      timeline: [{ what: "changed", by: "ops-admin" }],
    });
  });

  it("is counted with others of the same principal on the same object, whatever order they come in", () => {
    const records = [call("DeleteCluster", name, at(0)), call("DeleteCluster", name, at(7))];
    const [found, ...rest] = ofRule(judge(nobody, records, { rules: [deleted] }), deleted.id);
    expect([found!.count, rest]).toEqual([2, []]);
    expect(judge(nobody, records.toReversed(), { rules: [deleted] })).toEqual(
      judge(nobody, records, { rules: [deleted] }),
    );
  });

  it("is told apart by principal: nobody hides behind a colleague", () => {
    const records = [call("DeleteCluster", name), call("DeleteCluster", name, session("Admin"))];
    const found = ofRule(judge(nobody, records, { rules: [deleted] }), deleted.id);
    expect(found.map(({ actor }) => actor!.name)).toEqual(["ops-admin", "Admin/session"]);
  });
});

describe("what a Terraform run does", () => {
  const world = { ...nobody, trust: { applyRoles: [`arn:aws:iam::${ACCOUNT}:role/Deploy`] } };
  it.each([
    ["is quiet for a rule of a pack", { pack: "eks" }, { status: "quiet", resolution: "own-apply" }],
    ["is open where that rule is severe", { pack: "eks", severity: "high" }, { status: "open" }],
    ["is open for a rule of the user's own", {}, { status: "open" }],
  ] as const)("%s", (_, more, expected) => {
    const rules = [{ ...deleted, ...more }];
    const [found] = ofRule(judge(world, [call("DeleteCluster", name, session("Deploy"))], { rules }), deleted.id);
    expect(found).toMatchObject(expected);
  });
});

it("tells people of one permission set apart, and no runs of a role", () => {
  const by = (role: string, who: string) => call("DeleteCluster", name, session(role, who));
  const records = [by("AWSReservedSSO_Dev_1", "ann"), by("AWSReservedSSO_Dev_1", "ben"), by("CI", "1"), by("CI", "2")];
  const found = ofRule(judge(nobody, records, { rules: [deleted] }), deleted.id);
  expect(found.map(({ count }) => count)).toEqual([1, 1, 2]);
});

describe("a rule that cannot be told", () => {
  const unknown = (policy: Rule["unknown"]) => rule("perhaps", () => "unknown", { unknown: policy });

  it.each([
    ["is quiet by default", unknown("quiet"), { status: "quiet", resolution: "ignored" }],
    ["is open where the rule says flag", unknown("flag"), { status: "open", resolution: null }],
  ])("%s", (_, given, expected) => {
    const [found] = ofRule(judge(nobody, [call("DeleteCluster", name)], { rules: [given] }), "perhaps");
    expect(found).toMatchObject({ ...expected, title: expect.stringContaining("cannot be told") as string });
  });

  it("is a finding of its own beside the one that is sure", () => {
    let isSure = false;
    const both = rule("perhaps", () => ((isSure = !isSure), isSure ? true : "unknown"), { unknown: "flag" });
    const records = [call("DeleteCluster", name, at(0)), call("DeleteCluster", name, at(1))];
    expect(ofRule(judge(nobody, records, { rules: [both] }), "perhaps").map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe("several events of one attempt", () => {
  const exec = rule("exec", () => true, { source: "k8s_audit" });
  const instance = detector.create({}, { rules: ruleSetOf([exec], { matching: "all" }) });
  /** Folds events that differ in time and attempt alone, given as [ms, request, command]. */
  function counted(...given: [number, string, string?][]): number {
    let memory: unknown;
    let count = 0;
    for (const [time, request, command] of given) {
      const event = { ...EXEC, time, id: `${request}${time}`, attempt: { request, command } } as unknown as Event;
      const [key] = instance.keys(event, factsOf(nobody));
      const step = instance.fold(memory as never, event, key!, factsOf(nobody));
      memory = JSON.parse(JSON.stringify(step.memory));
      count = step.findings[0]!.count;
    }
    return count;
  }

  it.each<[string, [number, string, string?][], number]>([
    [
      "stages of one request, however long it is held",
      [
        [0, "a"],
        [9_000_000, "a"],
      ],
      1,
    ],
    [
      "a fallback within moments",
      [
        [0, "a", "sh"],
        [700, "b", "sh"],
        [800, "b", "sh"],
      ],
      1,
    ],
    [
      "the same command later",
      [
        [0, "a", "sh"],
        [60_000, "b", "sh"],
      ],
      2,
    ],
    [
      "another command at once",
      [
        [0, "a", "sh"],
        [700, "b", "ls"],
      ],
      2,
    ],
    [
      "a late one, which goes with the first",
      [
        [0, "a", "sh"],
        [3000, "c", "sh"],
        [1500, "b", "sh"],
      ],
      2,
    ],
    [
      "a command that is kept up, so that one hides no other",
      [
        [0, "a", "sh"],
        [1900, "b", "sh"],
        [3800, "c", "sh"],
        [5700, "d", "sh"],
      ],
      2,
    ],
    [
      "a session that begins as another ends",
      [
        [0, "a", "sh"],
        [60_000, "a", "sh"],
        [60_500, "b", "sh"],
      ],
      2,
    ],
  ])("%s", (_, events, expected) => {
    expect(counted(...events)).toBe(expected);
    expect(counted(...events.toReversed())).toBe(expected);
  });
});

describe("a query over a window", () => {
  const MINUTE = 60_000;
  const window = {
    over: 15 * MINUTE,
    atLeast: 2,
    by: ["who"],
    add: (state: Json | undefined, event: Event): Json => [...((state as Json[]) ?? []), { who: event.actor.name }],
    rows: (state: Json) => state as JsonObject[],
  };
  const query = rule("often", () => true, { language: "insights", window });
  const found = (...records: JsonObject[]) => ofRule(judge(nobody, records, { rules: [query] }), "often");
  const by = (minute: number, more = {}) => call("DeleteCluster", name, { ...at(minute), ...more });
  const named = (userName: string) => ({ userIdentity: { type: "IAMUser", userName } });
  const twice = (who: string) => [0, 1, 16, 17].map((minute) => by(minute, named(who)));
  const NAMES_OF_OBJECTS = [
    ["constructor", 2],
    ["__proto__", 2],
  ];

  it.each([
    ["fires where a window holds enough rows", [by(0), by(5)], [["ops-admin", 1]]],
    ["is quiet where they fall into two", [by(10), by(20)], []],
    ["counts the windows of a subject", [by(0), by(5), by(16), by(17)], [["ops-admin", 2]]],
    ["keeps subjects apart", [by(0), by(5, session("Admin"))], []],
    ["takes events in any order within the lateness", [by(16), by(5), by(0)], [["ops-admin", 1]]],
    ["takes a name that objects have for a name", [...twice("constructor"), ...twice("__proto__")], NAMES_OF_OBJECTS],
  ])("%s", (_, records, expected) => {
    expect(found(...records).map(({ title, count }) => [title.split(":")[0], count])).toEqual(expected);
  });

  it("says what the rows were, and on which events they rest", () => {
    const [finding] = found(by(0), by(5));
    expect(finding!.output).toBe("often: 2 rows\nwho=ops-admin\nwho=ops-admin");
    expect(finding!.evidence).toHaveLength(2);
  });
});
