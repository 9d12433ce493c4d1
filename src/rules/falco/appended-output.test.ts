import { describe, expect, it } from "vitest";
import { audit } from "../../../test/falco-records.ts";
import type { FalcoSettings } from "../load.ts";
import { loadRules } from "../load.ts";
import { alertJson } from "./output/index.ts";

type Appended = FalcoSettings["appendedOutput"][number];

function ruleWith(appendedOutput: readonly Appended[], constants: readonly (readonly [string, string])[] = []) {
  const text = `
- rule: Listed
  desc: d
  source: k8s_audit
  priority: NOTICE
  tags: [pods, secrets]
  condition: ka.verb = list
  output: verb=%ka.verb
`;
  const fields = { hostname: "box", constants: new Map(constants) };
  return loadRules([{ file: "r.yaml", text }], { minimumPriority: "Debug", appendedOutput, fields });
}

const entry = (extra: Partial<Appended>): Appended => ({ match: {}, extraFields: [], suggestedOutput: true, ...extra });

describe("what the configuration puts behind outputs", () => {
  const event = audit('"verb":"list","user":{"groups":["a"]}');

  it.each<[string, Appended["match"], string]>([
    ["every rule", {}, "verb=list on box"],
    ["the rule by name", { rule: "Listed" }, "verb=list on box"],
    ["rules of its source and tags", { source: "k8s_audit", tags: ["pods", "secrets"] }, "verb=list on box"],
    ["another rule", { rule: "listed" }, "verb=list"],
    ["rules of another source", { source: "aws_cloudtrail" }, "verb=list"],
    ["rules that have a further tag", { tags: ["pods", "nodes"] }, "verb=list"],
  ])("is meant for %s", (_, match, message) => {
    const { rules } = ruleWith([entry({ match, extraOutput: "on %evt.hostname" })]);
    expect(rules[0]!.render(event)).toBe(message);
  });

  it("adds values that the message does not show", () => {
    const { rules } = ruleWith([entry({ extraFields: ["ka.user.groups", { who: "%ka.user.name?" }] })]);
    const rule = rules[0]!;
    expect(rule.render(event)).toBe("verb=list");
    expect(rule.fields(event)).toEqual({ "ka.verb": "list", "ka.user.groups": ["a"], who: "<NA>?" });
    expect(rule.language === "falco" && alertJson(rule, event, "box")).toContain('"who":"<NA>?"}');
  });

  it.each<[Appended[], string]>([
    [[], "verb=list static_site_name=north"],
    [[entry({ extraOutput: "x" })], "verb=list x static_site_name=north"],
    [[entry({ extraOutput: "x" }), entry({ suggestedOutput: false })], "verb=list x"],
    [[entry({ match: { rule: "Other" }, suggestedOutput: false })], "verb=list static_site_name=north"],
  ])("adds the constants with %j", (entries, message) => {
    expect(ruleWith(entries, [["site.name", "north"]]).rules[0]!.render(event)).toBe(message);
  });

  it("keeps a rule from loading where it is wrong", () => {
    const { rules, problems } = ruleWith([entry({ extraFields: ["ka.verbs"] })]);
    expect(rules).toEqual([]);
    expect(problems).toMatchObject([{ code: "LOAD_ERR_COMPILE_OUTPUT", item: "Listed" }]);
    expect(problems[0]!.message).toContain("unknown field `ka.verbs`");
  });
});
