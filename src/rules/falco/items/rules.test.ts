import { describe, expect, it } from "vitest";
import { loadRules } from "../../load.ts";
import type { FalcoRule, FalcoSettings } from "../../load.ts";

const settings: FalcoSettings = { minimumPriority: "Debug", appendedOutput: [], fields: {} };

function load(text: string, more: Partial<FalcoSettings> = {}) {
  const { rules, aside, failed, problems } = loadRules([{ file: "r", text }], { ...settings, ...more });
  return {
    rules: rules as FalcoRule[],
    aside,
    failed: failed.map(({ name }) => name),
    said: problems.map(({ at, code, item, message }) => `${at.line}:${at.column} ${code} ${item}: ${message}`),
  };
}

const lines = (...text: string[]) => `${text.join("\n")}\n`;

const R = lines(
  "- rule: R",
  "  condition: ka.verb = get",
  "  output: >",
  "    one",
  "    two %ka.verb",
  "  desc: d",
  "  priority: WARNING",
  "  source: k8s_audit",
  "  tags: [b, a, b]",
);

describe("a definition", () => {
  it("is a rule", () => {
    const [rule] = load(R).rules;
    expect(rule).toMatchObject({
      id: "R",
      title: "R",
      description: "d",
      language: "falco",
      source: "k8s_audit",
      priority: "Warning",
      severity: "medium",
      tags: ["a", "b"],
      controls: [],
      enabled: true,
      unknown: "quiet",
      at: { file: "r", line: 1, column: 9 },
      conditionText: "ka.verb = get",
      outputText: "one two %ka.verb",
    });
    expect(rule!.conditionAt(10)).toEqual({ file: "r", line: 2, column: 24 });
    expect(rule!.outputAt(8)).toEqual({ file: "r", line: 5, column: 9 });
  });

  it("may say what Falco does not know", () => {
    const text = `${R}  unknown: flag\n  control: aws-k8s-06\n  runbook: rbac\n  severity: critical\n`;
    expect(load(text)).toMatchObject({
      rules: [
        { unknown: "flag", controls: ["aws-k8s-06"], runbook: "rbac", severity: "critical", priority: "Warning" },
      ],
      said: [],
    });
  });

  it("takes the booleans and numbers of Falco", () => {
    const text = `${R}  enabled: 'No'\n  capture: YES\n  capture_duration: 500\n  warn_evttypes: n\n  skip-if-unknown-filter: On\n`;
    expect(load(text)).toMatchObject({ rules: [{ enabled: false, off: "disabled" }], said: [] });
  });

  it.each([
    ["EMERGENCY", "Emergency", "critical"],
    ["alert", "Alert", "critical"],
    ["Critical", "Critical", "critical"],
    ["error", "Error", "high"],
    ["WARNING", "Warning", "medium"],
    ["notice", "Notice", "low"],
    ["info", "Informational", "info"],
    ["INFORMATIONAL", "Informational", "info"],
    ["Debug", "Debug", "info"],
  ])("of priority %s", (word, priority, severity) => {
    expect(load(R.replace("WARNING", word)).rules).toMatchObject([{ priority, severity, enabled: true }]);
  });

  it("does not run below the least priority", () => {
    expect(load(R, { minimumPriority: "Error" }).rules).toMatchObject([{ enabled: false, off: "priority" }]);
    expect(load(R, { minimumPriority: "Warning" }).rules).toMatchObject([{ enabled: true }]);
  });

  it.each([
    ["a key is missing", "  desc: d\n", "", "1:9 LOAD_ERR_YAML_VALIDATE R: `desc` is missing"],
    ["a key is empty", "desc: d", "desc: ''", "6:9 LOAD_ERR_YAML_VALIDATE R: `desc` is empty"],
    ["a key has nothing", "desc: d", "desc:", "6:3 LOAD_ERR_YAML_VALIDATE R: `desc` must be text, not nothing"],
    [
      "a list stands for a text",
      "desc: d",
      "desc: [d]",
      "6:9 LOAD_ERR_YAML_VALIDATE R: `desc` must be text, not a list",
    ],
    ["a text stands for a list", "[b, a, b]", "a", "9:9 LOAD_ERR_YAML_VALIDATE R: `tags` must be a list, not text"],
    [
      "nothing stands in a list",
      "[b, a, b]",
      "[b, ~]",
      "9:13 LOAD_ERR_YAML_VALIDATE R: `tags` holds nothing where text is expected",
    ],
    ["there is no such priority", "WARNING", "WARNIN", "7:13 LOAD_ERR_YAML_VALIDATE R: `WARNIN` is no priority"],
    [
      "a flag is none",
      "desc: d",
      "desc: d\n  enabled: maybe",
      "7:12 LOAD_ERR_YAML_VALIDATE R: `enabled` must be true or false, not `maybe`",
    ],
    [
      "a flag is spelt oddly",
      "desc: d",
      "desc: d\n  enabled: tRuE",
      "7:12 LOAD_ERR_YAML_VALIDATE R: `enabled` must be true or false, not `tRuE`",
    ],
    [
      "a duration is no number",
      "desc: d",
      "desc: d\n  capture_duration: 5s",
      "7:21 LOAD_ERR_YAML_VALIDATE R: `capture_duration` must be a whole number, not `5s`",
    ],
    [
      "unknown is to be neither",
      "desc: d",
      "desc: d\n  unknown: falg",
      "7:12 LOAD_ERR_YAML_VALIDATE R: `unknown` cannot be `falg`",
    ],
    [
      "there is no such control",
      "desc: d",
      "desc: d\n  control: aws-k8s-11",
      "7:12 LOAD_ERR_YAML_VALIDATE R: `control` cannot be `aws-k8s-11`",
    ],
    [
      "there is no such severity",
      "desc: d",
      "desc: d\n  severity: HIGH",
      "7:13 LOAD_ERR_YAML_VALIDATE R: `severity` cannot be `HIGH`",
    ],
  ])("fails where %s", (_, found, put, line) => {
    expect(load(R.replace(found, put))).toEqual({ rules: [], aside: [], failed: ["R"], said: [line] });
  });

  it("says all that is wrong with it at once, its condition and output too", () => {
    const text = R.replace("ka.verb = get", "ka.vreb = get")
      .replace("two %ka.verb", "two %ka.vreb")
      .replace("WARNING", "X");
    expect(load(text).said).toEqual([
      "2:14 LOAD_ERR_COMPILE_CONDITION R: unknown field `ka.vreb`",
      "5:9 LOAD_ERR_COMPILE_OUTPUT R: unknown field `ka.vreb`",
      "7:13 LOAD_ERR_YAML_VALIDATE R: `X` is no priority",
    ]);
  });

  it("is warned of keys that nobody knows", () => {
    expect(load(`${R}  tgas: [x]\n`)).toMatchObject({
      rules: [{ tags: ["a", "b"] }],
      said: ["10:3 LOAD_UNKNOWN_KEY R: `tgas` is no key of a rule: ignored"],
    });
  });

  it("of another source is kept aside, and what it uses counts as used", () => {
    const text = lines("- {list: shells, items: [sh]}", "- {macro: m, condition: proc.name in (shells)}");
    const rule = R.replace("ka.verb = get", "m and proc.name exists");
    expect(load(text + rule.replace("k8s_audit", "syscall"))).toEqual({
      rules: [],
      aside: [{ name: "R", source: "syscall", at: { file: "r", line: 3, column: 9 }, why: "source" }],
      failed: [],
      said: ["10:3 LOAD_UNKNOWN_SOURCE R: no source `syscall`: the rule is kept aside"],
    });
    expect(load(rule.replace("  source: k8s_audit\n", "")).said).toEqual([
      "1:9 LOAD_UNKNOWN_SOURCE R: without a source this rule is one of system calls: it is kept aside",
    ]);
  });

  it("with a field nobody knows is skipped where it asks for it, and only for that", () => {
    const asks = `${R}  skip-if-unknown-filter: true\n`;
    expect(load(asks.replace("ka.verb = get", "ka.nope = get"))).toMatchObject({
      rules: [],
      aside: [{ name: "R", why: "field" }],
      failed: [],
      said: ["2:14 LOAD_UNKNOWN_FILTER R: unknown field `ka.nope`"],
    });
    expect(load(asks.replace("ka.verb = get", "ka.verb get"))).toMatchObject({ aside: [], failed: ["R"] });
    const macro = `- {macro: m, condition: ka.nope = x}\n${asks.replace("ka.verb = get", "m")}`;
    expect(load(macro).said).toEqual(["1:25 LOAD_UNKNOWN_FILTER R: unknown field `ka.nope`"]);
  });
});

describe("a second definition", () => {
  it("takes the place of the first one, and keeps its turn", () => {
    const text = R + R.replace("rule: R", "rule: S") + R.replace("= get", "= list").replace("desc: d", "desc: e");
    expect(load(text)).toMatchObject({
      rules: [
        { id: "R", conditionText: "ka.verb = list", description: "e", at: { line: 1 } },
        { id: "S", conditionText: "ka.verb = get" },
      ],
      said: [],
    });
  });

  it("forgets what the first one had", () => {
    const first = `${R}  control: aws-k8s-06\n  severity: high\n  enabled: false\n`;
    const [rule] = load(first + R.replace("  tags: [b, a, b]\n", "")).rules;
    expect(rule).toMatchObject({ controls: [], severity: "medium", enabled: true, tags: [] });
  });

  it("may not be of another source", () => {
    const other = R.replace("k8s_audit", "aws_cloudtrail").replaceAll("ka.verb", "ct.name");
    expect(load(R + other)).toEqual({
      rules: [],
      aside: [],
      failed: ["R"],
      said: ["17:3 LOAD_ERR_VALIDATE R: the rule is of source k8s_audit (r:1), this item of aws_cloudtrail"],
    });
    expect(load(R + R.replace("  source: k8s_audit\n", "")).said).toEqual([
      "10:9 LOAD_ERR_VALIDATE R: the rule is of source k8s_audit (r:1), this item of syscall",
    ]);
  });

  it("mends one that failed", () => {
    expect(load(R.replace("WARNING", "X") + R)).toMatchObject({ rules: [{ id: "R", at: { line: 1 } }], failed: [] });
  });
});

describe("a change", () => {
  const change = (...text: string[]) => load(R + lines("- rule: R", ...text.map((line) => `  ${line}`)));

  it("appends the old way: condition and exceptions count, the rest is ignored", () => {
    const { rules, said } = change("condition: or ka.verb = list", "priority: nonsense", "append: true");
    expect(rules).toMatchObject([{ conditionText: "ka.verb = get or ka.verb = list", priority: "Warning" }]);
    expect(said).toEqual(["13:3 LOAD_DEPRECATED_ITEM R: `append: true` is the old way"]);
  });

  it("turns a rule on and off the old way", () => {
    const { rules, said } = change("enabled: false");
    expect(rules).toMatchObject([{ enabled: false, off: "disabled" }]);
    expect(said).toEqual(["11:3 LOAD_DEPRECATED_ITEM R: `enabled` alone is the old way"]);
  });

  it("appends some keys and replaces others", () => {
    const { rules, said } = change(
      "condition: or ka.verb = list",
      "output: '[%ka.uri]'",
      "desc: and more",
      "tags: [c, a]",
      "priority: ERROR",
      "severity: low",
      "override: {condition: append, output: append, desc: append, tags: append, priority: replace, severity: replace}",
    );
    expect(said).toEqual([]);
    expect(rules).toMatchObject([
      {
        conditionText: "ka.verb = get or ka.verb = list",
        outputText: "one two %ka.verb [%ka.uri]",
        description: "d and more",
        tags: ["a", "b", "c"],
        priority: "Error",
        severity: "low",
        at: { line: 1 },
      },
    ]);
    expect(rules[0]!.conditionAt(17)).toEqual({ file: "r", line: 11, column: 17 });
    expect(rules[0]!.outputAt(19)).toEqual({ file: "r", line: 12, column: 14 });
  });

  it("replaces each key that can be replaced", () => {
    const { rules, said } = change(
      "condition: ka.verb = x",
      "output: o",
      "desc: e",
      "tags: []",
      "enabled: false",
      "skip-if-unknown-filter: true",
      "capture: true",
      "capture_duration: 1",
      "warn_evttypes: false",
      "unknown: flag",
      "control: aws-k8s-01",
      "runbook: https://example.com",
      "exceptions: [{name: e, fields: [ka.verb], values: [[y]]}]",
      `override: {${"condition output desc tags enabled skip-if-unknown-filter capture capture_duration warn_evttypes"
        .concat(" unknown control runbook exceptions")
        .split(" ")
        .map((key) => `${key}: replace`)
        .join(", ")}}`,
    );
    expect(said).toEqual([]);
    expect(rules).toMatchObject([
      {
        conditionText: "(ka.verb = x) and not ((ka.verb = y))",
        outputText: "o",
        description: "e",
        tags: [],
        enabled: false,
        unknown: "flag",
        controls: ["aws-k8s-01"],
        runbook: "https://example.com",
      },
    ]);
  });

  it.each([
    [
      "without the key",
      ["override: {condition: replace}"],
      "11:14 LOAD_ERR_YAML_VALIDATE R: `override` is to replace `condition`, which the item does not have",
    ],
    [
      "of what cannot be appended",
      ["priority: info", "override: {priority: append}"],
      "12:14 LOAD_ERR_YAML_VALIDATE R: `override` cannot append `priority`",
    ],
    [
      "of the source",
      ["source: k8s_audit", "override: {source: replace}"],
      "12:14 LOAD_ERR_YAML_VALIDATE R: `override` cannot replace `source`",
    ],
    [
      "with another word",
      ["desc: x", "override: {desc: prepend}"],
      "12:20 LOAD_ERR_YAML_VALIDATE R: `override` cannot do `prepend` to `desc`",
    ],
    [
      "that leaves out a key",
      ["desc: x", "tags: [x]", "override: {desc: append}"],
      "12:3 LOAD_ERR_YAML_VALIDATE R: `tags` stands beside `override`, which does not name it",
    ],
    [
      "beside append",
      ["condition: x", "append: true", "override: {condition: append}"],
      "12:3 LOAD_ERR_YAML_VALIDATE R: `append: true` and `override` exclude each other",
    ],
    ["of nothing", ["override: {}"], "11:3 LOAD_ERR_YAML_VALIDATE R: `override` names no key"],
    [
      "that is no mapping",
      ["desc: x", "override: desc"],
      "12:13 LOAD_ERR_YAML_VALIDATE R: `override` must be a mapping, not text",
    ],
    [
      "of nothing by append",
      ["append: true"],
      "10:9 LOAD_ERR_VALIDATE R: nothing is appended: neither `condition` nor `exceptions` stand here",
    ],
    ["that says nothing", ["tags: [x]"], "10:9 LOAD_ERR_YAML_VALIDATE R: neither a rule nor a change of one"],
    [
      "to another source",
      ["source: aws_cloudtrail", "desc: x", "override: {desc: append}"],
      "11:3 LOAD_ERR_VALIDATE R: the rule is of source k8s_audit (r:1), this item of aws_cloudtrail",
    ],
    [
      "by a wrong value",
      ["priority: WARN", "override: {priority: replace}"],
      "11:13 LOAD_ERR_YAML_VALIDATE R: `WARN` is no priority",
    ],
  ])("fails %s, and leaves the rule as it was", (_, text, line) => {
    const { rules, said } = change(...text);
    expect(said.filter((one) => !one.includes("DEPRECATED"))).toContain(line);
    expect(rules).toMatchObject([{ conditionText: "ka.verb = get", priority: "Warning", description: "d" }]);
  });

  it("whose text breaks the rule is taken back", () => {
    const { rules, failed, said } = change("condition: orr ka.verb = list", "override: {condition: append}");
    expect(said).toEqual(["11:14 LOAD_ERR_COMPILE_CONDITION R: expected `and`, `or` or the end, found `orr`"]);
    expect({ failed, conditions: rules.map(({ conditionText }) => conditionText) }).toEqual({
      failed: [],
      conditions: ["ka.verb = get"],
    });
  });

  it("of a rule that failed, or is not there, fails too", () => {
    expect(
      load(R.replace("WARNING", "X") + lines("- {rule: R, enabled: false}", "- {rule: S, enabled: false}")).said,
    ).toEqual([
      "7:13 LOAD_ERR_YAML_VALIDATE R: `X` is no priority",
      "10:10 LOAD_ERR_VALIDATE R: needs the rule `R`, which did not load (r:1)",
      "11:10 LOAD_ERR_VALIDATE S: no rule `S` stands before this item, which changes one",
    ]);
  });

  it("of a rule that is kept aside is kept with it", () => {
    const text = R.replace("k8s_audit", "syscall") + lines("- {rule: R, enabled: false, override: {enabled: replace}}");
    expect(load(text)).toMatchObject({ aside: [{ name: "R" }], failed: [] });
  });

  it("may be made a thousand times, not more", () => {
    const many = Array.from({ length: 1001 }, () => "- {rule: R, desc: x, override: {desc: append}}\n").join("");
    expect(load(R + many).said).toEqual(["1010:10 LOAD_ERR_VALIDATE R: the rule `R` is changed too often"]);
  });
});

describe("what the configuration adds to outputs", () => {
  const added = (match: FalcoSettings["appendedOutput"][number]["match"], extraOutput: string) => ({
    appendedOutput: [{ match, extraOutput, extraFields: ["ka.uri"], suggestedOutput: true }],
  });

  it.each([
    ["every rule", {}, "one two %ka.verb on %evt.hostname"],
    ["one rule by its name", { rule: "R" }, "one two %ka.verb on %evt.hostname"],
    ["rules of a source", { source: "k8s_audit" }, "one two %ka.verb on %evt.hostname"],
    ["rules with all of some tags", { tags: ["a", "b"] }, "one two %ka.verb on %evt.hostname"],
    ["another rule", { rule: "S" }, "one two %ka.verb"],
    ["another source", { source: "aws_cloudtrail" }, "one two %ka.verb"],
    ["other tags", { tags: ["a", "c"] }, "one two %ka.verb"],
  ])("goes to %s", (_, match, text) => {
    expect(load(R, added(match, "on %evt.hostname")).rules.map(({ outputText }) => outputText)).toEqual([text]);
  });

  it("is said to be wrong, not the rule's own", () => {
    expect(load(R, added({}, "on %ct.name")).said).toEqual([
      "4:5 LOAD_ERR_COMPILE_OUTPUT R: what `falco.append_output` adds: `ct.name` is a field of source aws_cloudtrail, this rule is of source k8s_audit",
    ]);
  });
});
