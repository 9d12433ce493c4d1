import { describe, expect, it } from "vitest";
import { loadRules } from "../../load.ts";
import type { FalcoRule } from "../../load.ts";

/** The condition of a rule with these lines under `exceptions`, and what loading said. */
function load(exceptions: readonly string[], ...more: string[]) {
  const text = [
    "- list: ops",
    "  items: [bob, eve]",
    "- rule: R",
    "  condition: ka.verb = get or ka.verb = list",
    "  output: o",
    "  desc: d",
    "  priority: WARNING",
    "  source: k8s_audit",
    ...(exceptions.length > 0 ? ["  exceptions:"] : []),
    ...exceptions.map((line) => `    ${line}`),
    ...more,
  ].join("\n");
  const { rules, problems } = loadRules([{ file: "r", text }], {
    minimumPriority: "Debug",
    appendedOutput: [],
    fields: {},
  });
  return {
    condition: (rules[0] as FalcoRule | undefined)?.conditionText,
    said: problems
      .filter(({ code }) => code !== "LOAD_UNUSED_LIST")
      .map(({ at, code, message, hint }) => `${at.line}:${at.column} ${code} ${message}${hint ? `; ${hint}` : ""}`),
  };
}

const WHOLE = "(ka.verb = get or ka.verb = list)";

describe("exceptions become", () => {
  it.each([
    [
      "one check for each field",
      ["- {name: e, fields: [ka.user.name, ka.uri], values: [[bob, /x], [eve, /y]]}"],
      "((ka.user.name = bob and ka.uri = /x) or (ka.user.name = eve and ka.uri = /y))",
    ],
    [
      "checks with the given operators",
      ["- {name: e, fields: [ka.user.name, ka.uri], comps: [in, ' startswith '], values: [[[bob, eve], /x]]}"],
      "((ka.user.name in (bob, eve) and ka.uri startswith /x))",
    ],
    [
      "a check of a single field",
      ["- {name: e, fields: ka.user.name, values: [bob, eve]}"],
      "(ka.user.name in (bob, eve))",
    ],
    [
      "a check of a single field with its operator",
      ["- {name: e, fields: ka.uri, comps: startswith anyof, values: [/x, /y]}"],
      "(ka.uri startswith anyof (/x, /y))",
    ],
    [
      "checks of a transformed field",
      ["- {name: e, fields: [tolower(ka.user.name)], values: [[bob]]}"],
      "((tolower(ka.user.name) = bob))",
    ],
    [
      "texts in quotes where a blank is in them",
      ["- {name: e, fields: [ka.user.name, ka.uri], comps: [=, in], values: [[a b, [c d, '\"e f\"']]]}"],
      '((ka.user.name = "a b" and ka.uri in ("c d", "e f")))',
    ],
    [
      "a single text in parentheses for a list operator",
      ["- {name: e, fields: [ka.uri], comps: [in], values: [[a], [a b], ['a, b'], ['(c)']]}"],
      '((ka.uri in (a)) or (ka.uri in ("a b")) or (ka.uri in (a, b)) or (ka.uri in (c)))',
    ],
    [
      "a list that is named",
      ["- {name: e, fields: ka.user.name, values: [ops, zoe]}"],
      "(ka.user.name in ( bob, eve , zoe))",
    ],
  ])("%s", (_, lines, group) => {
    expect(load(lines)).toEqual({ condition: `${WHOLE} and not ${group}`, said: [] });
  });

  it("one group each, and nothing where there are no values", () => {
    const lines = [
      "- {name: a, fields: [ka.uri], values: [[/x]]}",
      "- {name: hook, fields: [ka.user.name, ka.verb]}",
      "- {name: empty, fields: ka.verb, values: []}",
      "- {name: b, fields: ka.verb, values: [get]}",
    ];
    expect(load(lines)).toEqual({ condition: `${WHOLE} and not ((ka.uri = /x)) and not (ka.verb in (get))`, said: [] });
    expect(load([])).toEqual({ condition: "ka.verb = get or ka.verb = list", said: [] });
  });
});

describe("exceptions are wrong", () => {
  const fields = "fields: [ka.user.name, ka.uri]";
  it.each([
    [
      "without a name",
      "- {fields: [ka.uri]}",
      "10:7 LOAD_ERR_YAML_VALIDATE an exception needs a `name` that is not empty",
    ],
    ["without fields", "- {name: e, values: [[x]]}", "10:14 LOAD_ERR_YAML_VALIDATE the exception `e` has no `fields`"],
    ["as a text", "- e", "10:7 LOAD_ERR_YAML_VALIDATE expected a mapping, not text"],
    [
      "with values as a text",
      "- {name: e, fields: ka.uri, values: x}",
      "10:41 LOAD_ERR_YAML_VALIDATE expected a list, not text",
    ],
    [
      "with nothing among values",
      "- {name: e, fields: ka.uri, values: [~]}",
      "10:42 LOAD_ERR_YAML_VALIDATE expected text or a list, not nothing",
    ],
    [
      "with lists in lists in values",
      "- {name: e, fields: [ka.uri], values: [[[[x]]]]}",
      "10:46 LOAD_ERR_YAML_VALIDATE `values` holds a list where text is expected",
    ],
    [
      "with a field nobody knows",
      "- {name: e, fields: [ka.uri, ka.user.nam]}",
      "10:34 LOAD_ERR_VALIDATE unknown field `ka.user.nam`; did you mean `ka.user.name`?",
    ],
    [
      "with a field nobody knows in a transformer",
      "- {name: e, fields: toupper(ka.vreb)}",
      "10:25 LOAD_ERR_VALIDATE unknown field `ka.vreb`; did you mean `ka.verb`?",
    ],
    [
      "with a condition for a field",
      "- {name: e, fields: [ka.uri exists and ka.verb]}",
      "10:26 LOAD_ERR_VALIDATE `ka.uri exists and ka.verb` is no field",
    ],
    [
      "with an operator nobody knows",
      `- {name: e, ${fields}, comps: [=, startwith]}`,
      "10:60 LOAD_ERR_VALIDATE `startwith` is no operator; did you mean `startswith`?",
    ],
    [
      "with too few operators",
      `- {name: e, ${fields}, comps: [=]}`,
      "10:14 LOAD_ERR_VALIDATE the exception `e` has 2 fields, but its `comps` are 1",
    ],
    [
      "with one operator for several fields",
      `- {name: e, ${fields}, comps: =}`,
      "10:14 LOAD_ERR_VALIDATE the exception `e` has 2 fields, but its `comps` are a single text",
    ],
    [
      "with operators for one field",
      "- {name: e, fields: ka.uri, comps: [in]}",
      "10:14 LOAD_ERR_VALIDATE `comps` of the exception `e` is a list, `fields` is not; write both as lists, or neither",
    ],
    [
      "with too many values",
      `- {name: e, ${fields}, values: [[a, b], [a, b, c]]}`,
      "10:66 LOAD_ERR_VALIDATE 3 values stand for 2 fields; give one value for each of ka.user.name, ka.uri",
    ],
    [
      "with a value for several fields",
      `- {name: e, ${fields}, values: [a]}`,
      "10:58 LOAD_ERR_VALIDATE expected a list of values; give one value for each of ka.user.name, ka.uri",
    ],
    [
      "with values for one field",
      "- {name: e, fields: ka.uri, values: [[a]]}",
      "10:42 LOAD_ERR_VALIDATE expected one value of `ka.uri`, not a list; write `fields` as a list too",
    ],
    [
      "with a value that breaks the condition",
      "- {name: e, fields: [ka.uri], values: [['a=b']]}",
      "10:47 LOAD_ERR_COMPILE_CONDITION expected `and`, `or` or `)`, found `=`",
    ],
  ])("%s", (_, line, said) => {
    const found = load([line]);
    expect(found.condition).toBeUndefined();
    expect(found.said.map((one) => (said.includes("; ") ? one : one.replace(/; .*/, "")))).toEqual([said]);
  });

  it("in a way that Falco ignores", () => {
    const lines = ["- {name: e, fields: ka.uri, value: [x]}", "- {name: e, fields: ka.uri, values: [x]}"];
    expect(load(lines)).toEqual({
      condition: `${WHOLE} and not (ka.uri in (x))`,
      said: [
        "10:33 LOAD_UNKNOWN_KEY exceptions have no `value`: ignored",
        "11:14 LOAD_EXCEPTION_NAME_NOT_UNIQUE a second exception `e`",
      ],
    });
  });

  it("and hide nothing else that is", () => {
    const text = load(["- {name: e, fields: [ka.nope]}"], "  tags: x").said;
    expect(text).toEqual([
      "10:26 LOAD_ERR_VALIDATE unknown field `ka.nope`",
      "11:9 LOAD_ERR_YAML_VALIDATE `tags` must be a list, not text",
    ]);
  });
});

describe("exceptions appended", () => {
  const hook = "- {name: e, fields: [ka.uri], values: [[/x]]}";
  const append = (...lines: string[]) =>
    load(
      [hook],
      "- rule: R",
      "  override: {exceptions: append}",
      "  exceptions:",
      ...lines.map((line) => `    ${line}`),
    );

  it("add values to those of the same name, and new ones", () => {
    expect(append("- {name: e, values: [[/y]]}", "- {name: f, fields: ka.verb, values: [get]}")).toEqual({
      condition: `${WHOLE} and not ((ka.uri = /x) or (ka.uri = /y)) and not (ka.verb in (get))`,
      said: [],
    });
  });

  it("may be appended with a condition, the old way", () => {
    const lines = [
      "- rule: R",
      "  append: true",
      "  condition: and ka.uri exists",
      "  exceptions: [{name: e, values: [[/y]]}]",
    ];
    expect(load([hook], ...lines)).toMatchObject({
      condition: "(ka.verb = get or ka.verb = list and ka.uri exists) and not ((ka.uri = /x) or (ka.uri = /y))",
    });
  });

  it.each([
    [
      "other fields",
      "- {name: e, fields: [ka.verb], values: [[x]]}",
      "14:14 LOAD_ERR_VALIDATE the exception `e` is there already: only `values` can be added; leave out `fields`, or give the exception another name",
    ],
    [
      "other operators",
      "- {name: e, comps: [in], values: [[x]]}",
      "14:14 LOAD_ERR_VALIDATE the exception `e` is there already: only `values` can be added; leave out `comps`, or give the exception another name",
    ],
    [
      "a new one without fields",
      "- {name: f, values: [[x]]}",
      "14:14 LOAD_ERR_VALIDATE the new exception `f` has no `fields`",
    ],
    [
      "a new one without values",
      "- {name: f, fields: [ka.verb]}",
      "14:14 LOAD_ERR_VALIDATE the new exception `f` has no `values`",
    ],
    [
      "values that do not fit",
      "- {name: e, values: [[a, b]]}",
      "14:26 LOAD_ERR_VALIDATE 2 values stand for 1 fields; give one value for each of ka.uri",
    ],
  ])("cannot have %s, and the rule stays as it was", (_, line, said) => {
    expect(append(line)).toEqual({ condition: `${WHOLE} and not ((ka.uri = /x))`, said: [said] });
  });

  it("without values are warned of", () => {
    expect(append("- {name: e}").said).toEqual(["14:14 LOAD_APPEND_NO_VALUES nothing is added to the exception `e`"]);
  });

  it("are replaced as a whole, and then need their fields", () => {
    const replace = (line: string) =>
      load([hook], "- rule: R", "  override: {exceptions: replace}", `  exceptions: [${line}]`);
    expect(replace("{name: f, fields: ka.verb, values: [x]}").condition).toBe(`${WHOLE} and not (ka.verb in (x))`);
    expect(replace("{name: e, values: [[x]]}").said).toEqual([
      "13:23 LOAD_ERR_YAML_VALIDATE the exception `e` has no `fields`",
    ]);
  });
});

it("may have any number of values", () => {
  const names = Array.from({ length: 150_000 }, (_, n) => `u${n}`).join(", ");
  expect(load([`- {name: e, fields: ka.user.name, values: [${names}]}`])).toEqual({
    condition: `${WHOLE} and not (ka.user.name in (${names}))`,
    said: [],
  });
});

describe("exceptions of a rule that is kept aside", () => {
  it("are not looked at", () => {
    const text = load(["- {name: e, fields: [proc.name], values: [[a, b]]}"]).said;
    expect(text).toHaveLength(2);
    const aside = loadRules(
      [
        {
          file: "r",
          text: "- {rule: R, condition: proc.name exists, output: o, desc: d, priority: info, exceptions: [{name: e, fields: [proc.name], values: [[a, b]]}]}",
        },
      ],
      { minimumPriority: "Debug", appendedOutput: [], fields: {} },
    );
    expect(aside.problems.map(({ code }) => code)).toEqual(["LOAD_UNKNOWN_SOURCE"]);
  });
});
