import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Rule, Truth } from "../../model/rule.ts";
import { auditEvents } from "../../../test/audit-events.ts";
import { compileCondition, parseCondition } from "../falco/condition/index.ts";
import { ruleSetOf } from "./index.ts";
import type { RuleFault } from "./index.ts";

const event = { kind: "k8s_audit", action: "get", mutates: false, text: '{"verb":"get"}' } as Event;
const facts = {} as Facts;

function rule(id: string, test: () => Truth, more: Partial<Rule> = {}): Rule {
  const when = { interest: {}, test, explain: () => expect.unreachable() };
  return { id, language: "falco", source: "k8s_audit", enabled: true, when, ...more } as Rule;
}

function met(rules: Rule[], matching: "all" | "first" = "all") {
  return ruleSetOf(rules, { matching })
    .matches(event, facts)
    .map((match) => [match.rule.id, match.truth]);
}

describe("an event meets", () => {
  const rules = [
    rule("no", () => false),
    rule("perhaps", () => "unknown"),
    rule("yes", () => true),
    rule("yes too", () => true),
    rule("a pattern", () => true, { language: "filter-pattern" }),
    rule("off", () => true, { enabled: false }),
    rule("of another source", () => true, { source: "aws_cloudtrail" }),
  ];

  it("every rule that does not say no, in their order", () => {
    expect(met(rules)).toEqual([
      ["perhaps", "unknown"],
      ["yes", true],
      ["yes too", true],
      ["a pattern", true],
    ]);
  });

  it("only the first Falco rule where Falco's way is asked for; an unknown one does not end the search", () => {
    expect(met(rules, "first")).toEqual([
      ["perhaps", "unknown"],
      ["yes", true],
      ["a pattern", true],
    ]);
  });
});

it("asks the others when one rule fails, and says which", () => {
  const faults: RuleFault[] = [];
  const broken = rule("broken", () => {
    throw new Error("oops");
  });
  const set = ruleSetOf([broken, rule("sound", () => true)], {
    matching: "all",
    onFault: (fault) => faults.push(fault),
  });
  expect(set.matches(event, facts).map((match) => match.rule.id)).toEqual(["sound"]);
  expect(faults).toMatchObject([{ rule: "broken", error: { message: "oops" } }]);
});

it("does not ask a rule whose needles the record lacks", () => {
  const when = { interest: {}, needles: ["hostPath"], test: () => true as const, explain: () => expect.unreachable() };
  expect(met([rule("hostPath", () => true, { when })])).toEqual([]);
});

describe("a record without the body that a rule looks into", () => {
  const text = "ka.req.service.type = NodePort or jevt.value[/requestObject/spec/hostNetworking] exists";
  const { predicate } = compileCondition(parseCondition(text), { source: "k8s_audit", text, macros: new Map() });
  const set = ruleSetOf([{ ...rule("host", () => true), when: predicate }], { matching: "all" });

  it("may have held it: the rule is asked, and cannot tell", async () => {
    const events = await auditEvents("bodies-removed.jsonl");
    expect(events.length).toBeGreaterThan(0);
    for (const each of events) expect(set.matches(each, facts)).toMatchObject([{ truth: "unknown" }]);
  });
});
