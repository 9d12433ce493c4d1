import { describe, expect, it } from "vitest";
import { audit } from "../../../../test/falco-records.ts";
import type { Facts } from "../../../model/facts.ts";
import { loadRules } from "../../load.ts";

/** Rules that an audit event with this verb meets, and what loading said. */
function load(verb: string, ...texts: string[]) {
  const files = texts.map((text, n) => ({ file: `${n + 1}.yaml`, text }));
  const { rules, problems } = loadRules(files, { minimumPriority: "Debug", appendedOutput: [], fields: {} });
  return {
    met: rules.filter(({ when }) => when.test(audit(`"verb":"${verb}"`), {} as Facts) === true).map(({ id }) => id),
    said: problems.map(
      ({ at, code, item, message }) => `${at.file}:${at.line}:${at.column} ${code} ${item}: ${message}`,
    ),
  };
}

const rule = (condition: string, name = "R") =>
  `- {rule: ${name}, condition: "${condition}", output: o, desc: d, priority: info, source: k8s_audit}\n`;
const macro = (name: string, condition: string, more = "") => `- {macro: ${name}, condition: "${condition}"${more}}\n`;
const APPEND = ", override: {condition: append}";

describe("what a macro sees", () => {
  it("is what stands above its latest item", () => {
    const below = macro("outer", "inner") + macro("inner", "ka.verb = get") + rule("outer");
    expect(load("get", below).said).toEqual([
      "1.yaml:1:30 LOAD_ERR_VALIDATE outer: the macro `inner` is defined only after this one (1.yaml:2)",
      "1.yaml:3:25 LOAD_ERR_VALIDATE R: needs the macro `outer`, which did not load (1.yaml:1)",
    ]);
    const again = macro("outer", "inner") + macro("inner", "ka.verb = get") + macro("outer", "inner") + rule("outer");
    expect(load("get", again)).toEqual({ met: ["R"], said: [] });
    const appended =
      macro("outer", "ka.verb = x") + macro("inner", "ka.verb = get") + macro("outer", "or inner", APPEND);
    expect(load("get", appended + rule("outer"))).toEqual({ met: ["R"], said: [] });
  });

  it("is the newest text of what it names, also of what was defined anew below", () => {
    const text = macro("inner", "ka.verb = list") + macro("outer", "inner") + macro("inner", "ka.verb = get");
    expect(load("get", text + rule("outer"))).toEqual({ met: ["R"], said: [] });
    expect(load("get", macro("inner", "ka.verb = list") + rule("inner"), macro("inner", "ka.verb = get"))).toEqual({
      met: ["R"],
      said: [],
    });
  });

  it("goes in no circle", () => {
    const circle = macro("a", "ka.verb = x") + macro("b", "a") + macro("a", "b") + macro("c", "b") + rule("c");
    expect(load("get", circle).said).toEqual([
      "1.yaml:2:11 LOAD_ERR_VALIDATE b: the macro refers to itself: b → a → b",
      "1.yaml:3:11 LOAD_ERR_VALIDATE a: the macro refers to itself: a → b → a",
      "1.yaml:4:26 LOAD_ERR_VALIDATE c: needs the macro `b`, which did not load (1.yaml:2)",
      "1.yaml:5:25 LOAD_ERR_VALIDATE R: needs the macro `c`, which did not load (1.yaml:4)",
    ]);
    expect(load("get", macro("a", "not a")).said).toEqual([
      "1.yaml:1:11 LOAD_ERR_VALIDATE a: the macro refers to itself: a → a",
    ]);
  });
});

describe("what a rule sees", () => {
  it("is every macro of its own file and of those before, not of those behind", () => {
    expect(load("get", rule("m") + macro("m", "ka.verb = get"))).toEqual({ met: ["R"], said: [] });
    expect(load("get", macro("m", "ka.verb = get"), rule("m"))).toEqual({ met: ["R"], said: [] });
    expect(load("get", rule("m"), macro("m", "ka.verb = get"))).toEqual({
      met: [],
      said: ["1.yaml:1:25 LOAD_ERR_VALIDATE R: no macro `m`"],
    });
  });

  it("names the macro that was meant", () => {
    const { problems } = loadRules([{ file: "r", text: macro("outbound", "ka.verb = get") + rule("outbnd") }], {
      minimumPriority: "Debug",
      appendedOutput: [],
      fields: {},
    });
    expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
      ["no macro `outbnd`", "did you mean `outbound`?"],
    ]);
  });
});

describe("changes of a macro", () => {
  it("add text without parentheses, a blank between", () => {
    const text = macro("m", "ka.verb = get and ka.verb = x") + macro("m", "or ka.verb = list", APPEND) + rule("m");
    expect(load("list", text)).toEqual({ met: ["R"], said: [] });
  });

  it("make it fail as a whole where one of them is wrong", () => {
    const text =
      macro("m", "ka.verb = get") + macro("m", "orr ka.verb = list", APPEND) + rule("m") + rule("ka.verb = get", "S");
    expect(load("get", text)).toEqual({
      met: ["S"],
      said: [
        "1.yaml:2:26 LOAD_ERR_COMPILE_CONDITION m: expected `and`, `or` or the end, found `orr`",
        "1.yaml:3:25 LOAD_ERR_VALIDATE R: needs the macro `m`, which did not load (1.yaml:2)",
      ],
    });
  });

  it("need a macro before them", () => {
    expect(load("get", macro("m", "or ka.verb = get", APPEND)).said).toEqual([
      "1.yaml:1:11 LOAD_ERR_VALIDATE m: no macro `m` stands before this item, which changes one",
    ]);
    expect(load("get", macro("m", "ka.verb = get", ", override: {condition: replace}") + rule("m"))).toEqual({
      met: ["R"],
      said: [],
    });
  });
});

describe("what is wrong inside of a macro", () => {
  it("is said once where it stands, and of each rule that needs it", () => {
    const text = macro("m", "ka.verb = get or ka.nope = x") + rule("m", "A") + rule("ka.verb = get and m", "B");
    expect(load("get", text).said).toEqual([
      "1.yaml:1:43 LOAD_ERR_COMPILE_CONDITION m: unknown field `ka.nope`",
      "1.yaml:2:25 LOAD_ERR_VALIDATE A: needs the macro `m`, which cannot be used here (1.yaml:1)",
      "1.yaml:3:43 LOAD_ERR_VALIDATE B: needs the macro `m`, which cannot be used here (1.yaml:1)",
    ]);
  });

  it("does not matter to those who do not use it: another source may have the field", () => {
    expect(load("get", macro("m", "evt.type = execve") + rule("ka.verb = get"))).toEqual({
      met: ["R"],
      said: ["1.yaml:1:11 LOAD_UNUSED_MACRO m: no condition uses this macro"],
    });
  });
});

describe("shapes of a macro", () => {
  it.each([
    ["without a condition", "- macro: m\n", "1:10 LOAD_ERR_YAML_VALIDATE m: `condition` is missing"],
    ["with an empty one", "- {macro: m, condition: ''}\n", "1:25 LOAD_ERR_YAML_VALIDATE m: `condition` is empty"],
    [
      "with a list",
      "- {macro: m, condition: [a]}\n",
      "1:25 LOAD_ERR_YAML_VALIDATE m: `condition` must be text, not a list",
    ],
    [
      "with a bad name",
      "- {macro: 1m, condition: ka.verb = a}\n",
      "1:11 LOAD_INVALID_MACRO_NAME 1m: `1m` is no name for a macro: no condition can use it",
    ],
  ])("%s", (_, text, line) => {
    expect(load("get", text).said[0]!.replace("1.yaml:", "")).toBe(line);
  });
});
