import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import { scalarText } from "../../model/json.ts";
import type { Explanation, Rule, RuleWindow, Truth } from "../../model/rule.ts";
import { deciding } from "./deciding.ts";
import { parseCases } from "./parse.ts";
import { runCases } from "./run.ts";

const verdicts: { [verb: string]: Truth } = { delete: true, patch: "unknown", get: false };
const world = {
  facts: {} as Facts,
  eventOf: (raw: Event["raw"], kind: Event["kind"], cluster?: string) => ({ raw, kind, cluster }) as Event,
};

function rule(id: string, more: Partial<Rule> = {}): Rule {
  const truth = (event: Event) => verdicts[scalarText(event.raw["verb"])]!;
  const explain = (event: Event): Explanation => ({
    kind: "and",
    text: "all",
    result: truth(event),
    decided: true,
    seen: [],
    parts: [check("ka.verb = delete", true), check("ka.stage exists", false)],
  });
  const when = { interest: {}, test: truth, explain };
  const at = { file: "rules/x.yaml", line: 3, column: 9 };
  const render = ({ cluster, raw }: Event) => `${scalarText(raw["verb"])} in ${cluster}`;
  return { id, source: "k8s_audit", at, when, render, ...more } as unknown as Rule;
}

function check(text: string, decided: boolean): Explanation {
  return { kind: "check", text, result: false, decided, seen: [], parts: [] };
}

function report(rules: Rule[], ...lines: string[]) {
  const text = `cases:\n${lines.map((line) => `  - { name: n, ${line} }\n`).join("")}`;
  return runCases(parseCases({ file: "c.yaml", text }).cases, rules, world);
}

const fires = "rule: R, record: { verb: delete }, cluster: prod, expect: delete in prod";
const quiet = "rule: R, record: { verb: get }, expect: quiet";

describe("cases", () => {
  it("hold when the rule says the exact text, nothing, or that it cannot tell", () => {
    const unknown = "rule: R, record: { verb: patch }, expect: unknown";
    expect(report([rule("R")], fires, quiet, unknown)).toEqual({ run: 3, failures: [], problems: [] });
  });

  it.each([
    ["another text", fires.replace("in prod", "in dev"), { output: "delete in prod" }],
    ["silence", fires.replace("verb: delete", "verb: get"), "quiet"],
    ["a text for silence", quiet.replace("verb: get", "verb: delete"), { output: "delete in undefined" }],
    ["doubt for silence", quiet.replace("verb: get", "verb: patch"), "unknown"],
  ])("fail on %s", (_, line, actual) => {
    const { failures } = report([rule("R")], fires, quiet, line);
    expect(failures).toMatchObject([{ case: { rule: "R" }, actual }]);
  });

  it("name the checks that decided", () => {
    const { failures } = report([rule("R")], fires, quiet, quiet.replace("get", "delete"));
    expect(deciding(failures[0]!.explanation).map(({ text }) => text)).toEqual(["ka.verb = delete"]);
  });

  it("look at a window of the one event", () => {
    const window = { atLeast: 2, add: () => 1, rows: () => [{}] } as unknown as RuleWindow;
    const { failures } = report([rule("R", { window })], fires, quiet);
    expect(failures).toMatchObject([{ actual: "quiet" }]);
  });
});

describe("what is no case", () => {
  it("a rule that is not there", () => {
    const { problems } = report([rule("R")], fires, quiet, "rule: Rr, record: {}, expect: quiet");
    expect(problems).toMatchObject([{ item: "Rr", at: { line: 4 }, hint: "did you mean `R`?" }]);
  });

  it.each([
    ["none that fires", [quiet], "no case in which it fires"],
    ["none that is quiet", [fires], "no case in which it is quiet"],
    ["none at all", [], "no case in which it fires, and none in which it is quiet"],
  ])("a rule with %s", (_, lines, message) => {
    const { problems } = report([rule("R")], ...lines);
    expect(problems).toMatchObject([{ code: "case.missing", item: "R", at: { file: "rules/x.yaml" }, message }]);
  });
});
