import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadRules } from "./load.ts";

function load(...texts: string[]) {
  const files = texts.map((text, n) => ({ file: `${n + 1}.yaml`, text }));
  const { rules, failed, problems } = loadRules(files, { minimumPriority: "Debug", appendedOutput: [], fields: {} });
  return {
    rules: rules.map(({ id, language }) => `${language} ${id}`),
    failed: failed.map(({ name }) => name),
    said: problems.map(
      ({ at, level, code, item, message, hint }) =>
        `${at.file}:${at.line}:${at.column} ${level} ${code} ${item ?? "-"}: ${message}${hint ? `; ${hint}` : ""}`,
    ),
  };
}

const rule = (name: string, condition = "ka.verb = get") =>
  `- {rule: ${name}, condition: ${condition}, output: o, desc: d, priority: info, source: k8s_audit}\n`;

describe("a file", () => {
  it("may hold nothing", () => {
    expect(load("", "# nothing\n", "---\n---\n", "- ~\n- \n")).toEqual({ rules: [], failed: [], said: [] });
  });

  it("is a stream of documents, read as one list", () => {
    expect(load(`- {macro: m, condition: ka.verb = get}\n---\n~\n---\n${rule("R", "m")}`)).toEqual({
      rules: ["falco R"],
      failed: [],
      said: [],
    });
  });

  it("is looked at to its end, whatever is wrong in it", () => {
    const text = `rules: [a]\n---\n- a\n- [b]\n${rule("R")}---\n- 'c\n---\n${rule("S")}`;
    expect(load(text)).toEqual({
      rules: ["falco R", "falco S"],
      failed: [],
      said: [
        "1.yaml:1:1 error LOAD_ERR_YAML_VALIDATE -: a rule file is a list of items, this is a mapping; begin each item with `- rule: NAME`, `- macro: NAME` or another kind",
        "1.yaml:3:3 error LOAD_ERR_YAML_VALIDATE -: expected an item, not text; write `- rule: NAME` and its keys below",
        "1.yaml:4:3 error LOAD_ERR_YAML_VALIDATE -: expected an item, not a list; write `- rule: NAME` and its keys below",
        "1.yaml:7:3 error LOAD_ERR_YAML_PARSE -: nothing closes this quote",
      ],
    });
  });

  it("may hold items of kinds that nobody knows", () => {
    expect(load("- rulee: R\n  condition: x\n- foo: 1\n- {}\n").said).toEqual([
      expect.stringMatching(/^1.yaml:1:3 warning LOAD_UNKNOWN_ITEM -: an item needs one of .*; did you mean `rule`\?$/),
      expect.stringMatching(/^1.yaml:3:3 warning LOAD_UNKNOWN_ITEM/),
      expect.stringMatching(/^1.yaml:4:3 warning LOAD_UNKNOWN_ITEM/),
    ]);
  });

  it("gives way to a later one: rules keep the turn of their first definition", () => {
    const first = rule("A") + rule("B") + `- {filter: F, pattern: x, source: k8s_audit, severity: low}\n` + rule("C");
    expect(load(first, rule("B", "ka.verb = list") + rule("D"))).toMatchObject({
      rules: ["falco A", "falco B", "filter-pattern F", "falco C", "falco D"],
    });
  });
});

describe("a filter item", () => {
  const filter = (more: string) => `- filter: F\n  source: k8s_audit\n  severity: medium\n${more}`;

  it("is a rule", () => {
    const text = [
      "- filter: manual change of RBAC",
      `  pattern: '{ ($.verb != "get") && $.objectRef.resource = "clusterrolebindings" }'`,
      "  source: k8s_audit",
      "  severity: medium",
      "  title: RBAC changed by hand",
      "  desc: Who may do what.",
      "  control: aws-k8s-06",
      "  runbook: https://example.com/rbac",
      "  tags: [rbac, manual]",
      "  enabled: no",
    ].join("\n");
    const { rules, problems } = loadRules([{ file: "r", text, pack: "p" }], {
      minimumPriority: "Debug",
      appendedOutput: [],
      fields: {},
    });
    expect(problems).toEqual([]);
    expect(rules).toMatchObject([
      {
        id: "manual change of RBAC",
        language: "filter-pattern",
        title: "RBAC changed by hand",
        description: "Who may do what.",
        severity: "medium",
        source: "k8s_audit",
        controls: ["aws-k8s-06"],
        runbook: "https://example.com/rbac",
        tags: ["manual", "rbac"],
        enabled: false,
        unknown: "quiet",
        at: { file: "r", line: 1, column: 11 },
        pack: "p",
        pattern: { kind: "json" },
      },
    ]);
    expect(rules[0]!.render({} as never)).toBe("RBAC changed by hand");
  });

  it.each([
    ["no pattern", "", "1:11 error item.invalid F: `pattern` is missing"],
    [
      "an unknown key",
      "  pattern: x\n  patern: y\n",
      "5:3 error item.invalid F: unknown key `patern`; did you mean `pattern`?",
    ],
    [
      "a pattern that is none",
      "  pattern: >-\n    { $.verb = get &&\n    $.level }\n",
      "6:13 error pattern.invalid F: ",
    ],
    ["keys of the wrong type", "  pattern: [x]\n", "4:12 error item.invalid F: `pattern` must be text, not a list"],
    [
      "a flag that is none",
      "  pattern: x\n  enabled: 1\n",
      "5:12 error item.invalid F: `enabled` must be true or false, not `1`",
    ],
  ])("is wrong with %s", (_, more, line) => {
    const { failed, rules, said } = load(filter(more));
    expect({ failed, rules, said }).toMatchObject({ failed: ["F"], rules: [], said: [expect.stringContaining(line)] });
  });

  it("says all that is wrong with it", () => {
    expect(load("- filter: F\n  pattern: '{ $.a }'\n  source: k8s_audti\n  sevrity: low\n").said).toEqual([
      "1.yaml:1:11 error item.invalid F: `severity` is missing",
      expect.stringMatching(/^1.yaml:2:\d+ error pattern.invalid F: /),
      "1.yaml:3:11 error item.invalid F: `source` cannot be `k8s_audti`; did you mean `k8s_audit`?",
      "1.yaml:4:3 error item.invalid F: unknown key `sevrity`; did you mean `severity`?",
    ]);
  });
});

describe("a query item", () => {
  const query = (text: string, more: string[] = []) =>
    [
      "- query: Q",
      "  source: aws_cloudtrail",
      "  severity: low",
      "  over: 15m",
      "  text: |",
      `    ${text}`,
      ...more,
    ].join("\n");

  it("is a rule over windows", () => {
    const text = query("stats count(*) as n by userIdentity.arn as who", ["  at_least: 3", "  by: [who]"]);
    const { rules, problems } = loadRules([{ file: "r", text }], {
      minimumPriority: "Debug",
      appendedOutput: [],
      fields: {},
    });
    expect(problems).toEqual([]);
    expect(rules).toMatchObject([
      {
        id: "Q",
        title: "Q",
        language: "insights",
        severity: "low",
        source: "aws_cloudtrail",
        window: { over: 900_000, atLeast: 3, by: ["who"] },
        query: { aggregates: true },
      },
    ]);
  });

  it.each([
    [
      "a command nobody knows",
      query("filter a = 1 | sortt b"),
      "6:20 error query.invalid Q: unknown command sortt; did you mean sort?",
    ],
    ["a command of the service only", query("pattern @message"), "6:5 error out-of-scope:pattern Q: "],
    [
      "a subject that is no column",
      query("stats count(*) as n", ["  by: [m]"]),
      "7:3 error query.invalid Q: m is no column of this query",
    ],
    ["no window", query("filter a = 1").replace("  over: 15m\n", ""), "1:10 error item.invalid Q: `over` is missing"],
    [
      "a window that is none",
      query("filter a = 1").replace("15m", "15 min"),
      "4:9 error item.invalid Q: `over` cannot be `15 min`",
    ],
    [
      "a window too long",
      query("filter a = 1").replace("15m", "32d"),
      "4:9 error item.invalid Q: `over` cannot be `32d`",
    ],
    [
      "no number of rows",
      query("filter a = 1", ["  at_least: 0"]),
      "7:13 error item.invalid Q: `at_least` cannot be `0`",
    ],
    [
      "an unknown key",
      query("filter a = 1", ["  atleast: 1"]),
      "7:3 error item.invalid Q: unknown key `atleast`; did you mean `at_least`?",
    ],
  ])("is wrong with %s", (_, text, line) => {
    expect(load(text)).toMatchObject({ rules: [], failed: ["Q"], said: [expect.stringContaining(line)] });
  });
});

describe("names", () => {
  it("are those of one rule, whatever the language", () => {
    const filter = "- {filter: N, pattern: x, source: k8s_audit, severity: low}\n";
    const query = "- {query: N, text: filter a = 1, over: 1h, source: k8s_audit, severity: low}\n";
    expect(load(rule("N") + filter)).toMatchObject({
      rules: ["falco N"],
      said: ["1.yaml:2:12 error item.invalid N: `N` is the name of another rule (1.yaml:1); give it a name of its own"],
    });
    expect(load(filter + rule("N") + query)).toMatchObject({
      rules: ["filter-pattern N"],
      said: [
        "1.yaml:2:10 error LOAD_ERR_YAML_VALIDATE N: `N` is the name of another rule (1.yaml:1); give it a name of its own",
        "1.yaml:3:11 error item.invalid N: `N` is the name of another rule (1.yaml:1); give it a name of its own",
      ],
    });
  });

  it("of detections are known, though not what they ask", () => {
    expect(load(`- {detection: D, where: ka.verb = get}\n${rule("R")}`)).toEqual({
      rules: ["falco R"],
      failed: ["D"],
      said: ["1.yaml:1:15 error item.invalid D: detections are not supported yet; leave the item out"],
    });
  });
});

describe("a file with twelve mistakes", () => {
  const text = readFileSync("test/fixtures/rules/twelve-mistakes.yaml", "utf8");
  const files = [{ file: "r", text }];
  const { rules, problems } = loadRules(files, { minimumPriority: "Debug", appendedOutput: [], fields: {} });

  it("has each of them named, at the word that is wrong", () => {
    const lines = text.split("\n");
    const said = problems.map(({ level, code, item, at }) => {
      expect(level).toBe("error");
      return [item, code, lines[at.line - 1]!.slice(at.column - 1)];
    });
    expect(said).toEqual([
      [undefined, "LOAD_ERR_VALIDATE", "0.70.0"],
      ["system_namespaces", "LOAD_ERR_YAML_VALIDATE", "kube-system"],
      ["by_person", "LOAD_ERR_COMPILE_CONDITION", "startwith system:"],
      ["Pod made with the host network", "LOAD_ERR_COMPILE_CONDITION", "ka.req.pod.host_netwrok intersects (true)"],
      ["Namespace deleted", "LOAD_ERR_YAML_VALIDATE", "FATAL"],
      ["Image of nowhere", "LOAD_ERR_COMPILE_CONDITION", "ka.req.pod.containers.image.repository = nginx"],
      ["Cluster created", "LOAD_ERR_COMPILE_OUTPUT", "% by %ct.user"],
      ["Role changed", "LOAD_ERR_VALIDATE", "mutatse and ka.target.resource = roles"],
      ["Cluster deleted without notice", "LOAD_ERR_VALIDATE", "[ops, us-east-1, weekend]"],
      ["Node group changed", "LOAD_ERR_VALIDATE", "Node group changed"],
      ["Cluster deleted", "LOAD_ERR_YAML_VALIDATE", "priority: append }"],
      ["manual change of RBAC", "pattern.invalid", "}'"],
    ]);
  });

  it("has most of them told what was meant", () => {
    expect(problems.flatMap(({ hint }) => /did you mean `(.*)`/.exec(hint ?? "")?.[1] ?? [])).toEqual([
      "startswith",
      "ka.req.pod.host_network",
      "mutates",
    ]);
    expect(problems.filter(({ hint }) => hint !== undefined).length).toBeGreaterThanOrEqual(10);
  });

  it("loads what is right", () => {
    expect(rules).toMatchObject([
      { id: "Secret read by a person", conditionText: expect.stringContaining('in ( root-admin, "on call" )') },
      { id: "Cluster deleted", priority: "Critical" },
    ]);
  });
});

describe("files made to hurt", () => {
  it.each([
    [
      "macros that double",
      `${macro("m0", "ka.verb = x")}${many(60, (n) => macro(`m${n + 1}`, `m${n} or m${n}`))}${rule("R", "m60")}`,
      "this has more than 100000 checks",
    ],
    [
      "macros in a long chain",
      `${macro("m0", "ka.verb = x")}${many(2000, (n) => macro(`m${n + 1}`, `m${n}`))}${rule("R", "m2000")}`,
      "nested more than 1000 levels deep",
    ],
    ["parentheses", rule("R", `'${"(".repeat(5000)}ka.verb = x${")".repeat(5000)}'`), "levels deep"],
    [
      "a list in many conditions",
      `- {list: l, items: [${many(20_000, (n) => `i${n},`)}]}\n${many(200, (n) => rule(`r${n}`, "ka.verb in (l)"))}`,
      "lists put more text into conditions than fits into memory",
    ],
    [
      "a macro in many rules",
      `${macro("m", many(20_000, () => "ka.verb = x or ") + "ka.verb = y")}${many(30, (n) => rule(`r${n}`, "m"))}`,
      "the rules have more checks than can be loaded",
    ],
    ["errors without end", "- x\n".repeat(20_000), "more than 10,000 errors: what is left was not looked at"],
    [
      "aliases",
      `- list: l\n  items: &a [${many(5000, (n) => `i${n},`)}]\n- rule: R\n  exceptions: [{name: e, values: [${many(1000, () => "*a,")}]}]\n`,
      "aliases stand for too much",
    ],
  ])("are refused: %s", (_, text, message) => {
    expect(load(text).said.join("\n")).toContain(message);
  });
});

function macro(name: string, condition: string): string {
  return `- {macro: ${name}, condition: ${condition}}\n`;
}

function many(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join("");
}
