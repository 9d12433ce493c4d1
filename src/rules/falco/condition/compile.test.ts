import { describe, expect, it } from "vitest";
import { ConditionError, compileCondition, parseCondition } from "./index.ts";

function macrosOf(texts: { [name: string]: string }) {
  return new Map(Object.entries(texts).map(([name, text]) => [name, { text, condition: parseCondition(text) }]));
}

function compiled(text: string, macros: { [name: string]: string } = {}) {
  return compileCondition(parseCondition(text), { source: "k8s_audit", text, macros: macrosOf(macros) });
}

function problemsOf(text: string, macros: { [name: string]: string } = {}) {
  try {
    compiled(text, macros);
  } catch (error) {
    if (error instanceof ConditionError) return error.problems;
    throw error;
  }
  return [];
}

describe("a condition that does not load", () => {
  it.each([
    ["ka.verbs = x", 0, 8, "unknown field `ka.verbs`", "did you mean `ka.verb`?"],
    ["ka.verb = a and ct.name = x", 16, 23, "`ct.name` is a field of source aws_cloudtrail", undefined],
    [
      "ka.user.groups = x",
      0,
      18,
      "`=` cannot be asked of ka.user.groups: ka.user.groups is a list",
      "ask a list with `in (…)`",
    ],
    ["ka.user.groups != anyof (x)", 0, 27, "ka.user.groups is a list", "ask a list with `in (…)`"],
    ["ka.verb bcontains 00", 0, 20, "it compares bytes of system calls", undefined],
    ["len(ka.verb) contains 1", 0, 23, "`contains` cannot be asked of this: len(ka.verb) is a number", undefined],
    ["len(ka.verb) < -1", 15, 17, "`-1` is not a number that can be compared here", "write a whole number from 0"],
    ["len(ka.verb) = 18446744073709551616", 15, 35, "is not a number", "to 18446744073709551615"],
    ["len(ka.verb) < 1.5", 15, 18, "is not a number", "write a whole number"],
    ["evt.is_async = yes", 15, 18, "`yes` is not a boolean", "write `true` or `false`"],
    ["evt.is_async < 1", 0, 16, "`<` cannot be asked of evt.is_async: evt.is_async is a boolean", undefined],
    ["len(ka.verb) = val(ka.uri)", 15, 26, "len(ka.verb) is a number and ka.uri a string", undefined],
    ["ka.verb in val(ka.user.groups)", 11, 30, "ka.user.groups is a list and ka.verb is not", undefined],
    ["ka.uri pmatch val(ka.verb)", 14, 26, "`pmatch` takes constants only", undefined],
    ["evt.num = val(evt.rawtime)", 10, 26, "evt.num is a number and evt.rawtime a time", undefined],
    ["tolower(evt.num) = 1", 0, 16, "tolower() takes a text or a list of texts, not (evt.num: number)", undefined],
    ["len(ka.verb, ka.uri) = 1", 0, 20, "len() takes one argument", undefined],
    ["concat(ka.verb, 5) = x", 16, 17, "a transformer takes fields and texts, not numbers", "put it in quotes"],
    ['join(",", (ka.user.groups)) = x', 11, 25, "a list holds texts, and ka.user.groups is none", undefined],
    ["getopt(ka.uri, ka.verb) exists", 0, 23, "getopt() takes the arguments of a process apart", undefined],
    ['ka.uri regex "(?i)x"', 13, 20, "`(?` is not a part of POSIX", "write a plain group"],
    ["nowhere", 0, 7, "there is no macro `nowhere`", "fields have a dot in their name"],
  ])("%s", (text, from, to, message, hint) => {
    const [problem, ...others] = problemsOf(text);
    expect(problem).toMatchObject({ from, to, message: expect.stringContaining(message) });
    expect(problem?.hint ?? "no hint").toContain(hint ?? "no hint");
    expect(others).toEqual([]);
  });

  it("names all that is wrong, in macros too, once", () => {
    const problems = problemsOf("m and ka.nope = x or m and ka.verb > val(ka.no)", {
      m: 'ka.user.groups = x or ka.uri regex "\\\\d"',
    });
    expect(problems.map(({ macro, from, unknownField }) => [macro, from, unknownField])).toEqual([
      ["m", 0, undefined],
      ["m", 35, undefined],
      [undefined, 6, "ka.nope"],
      [undefined, 37, "ka.no"],
    ]);
  });

  it("tells macros that refer to themselves", () => {
    expect(problemsOf("a", { a: "b or ka.verb = x", b: "not a" })).toEqual([
      { macro: "b", from: 4, to: 5, message: "macro `a` refers to itself: a → b → a" },
    ]);
  });

  it("that grows without end, or is too deep, is refused", () => {
    const names = Array.from({ length: 40 }, (_, at) => at);
    const doubling = Object.fromEntries(
      names.map((at) => [`m${at}`, at === 0 ? "ka.verb exists" : `m${at - 1} or m${at - 1}`]),
    );
    expect(problemsOf("m39", doubling)[0]).toMatchObject({
      message: "with its macros put in, this has more than 100000 checks",
    });
    const chain = Object.fromEntries(
      [...Array(20_000).keys()].map((at) => [`m${at}`, at === 0 ? "ka.verb exists" : `not m${at - 1}`]),
    );
    expect(problemsOf("m19999", chain)[0]).toMatchObject({
      message: "nested more than 1000 levels deep, macros put in",
    });
    expect(problemsOf("m9", chain)).toEqual([]);
    const wide = Array.from({ length: 130_000 }, () => "ka.verb = x").join(" or ");
    expect(problemsOf(wide)[0]).toMatchObject({ message: "with its macros put in, this has more than 100000 checks" });
  });
});

describe("a condition that loads with a warning", () => {
  it.each([
    ["ka.verb = ka.uri", "LOAD_COMPILE_CONDITION", "write `val(ka.uri)` for the field"],
    ['ka.verb in (x, " ka.uri ")', "LOAD_COMPILE_CONDITION", "write `val(ka.uri)` for the field"],
    ['ka.verb = "tolower(ka.uri)"', "LOAD_COMPILE_CONDITION", "write it without quotes for the transformer"],
    ["ka.verb regex ^get$", "LOAD_COMPILE_CONDITION", "a simpler operator"],
    ["ka.verb regex .*", "LOAD_COMPILE_CONDITION", "a simpler operator"],
    ["ka.verb != <NA>", "LOAD_UNSAFE_NA_CHECK", "write `not FIELD exists`"],
    ["jevt.value[/a] in (<NA>)", "LOAD_UNSAFE_NA_CHECK", "write `not FIELD exists`"],
  ])("%s", (text, code, message) => {
    expect(compiled(text).warnings).toEqual([
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    ]);
  });

  it.each(["ka.verb regex g.t", "ka.verb contains <NA>", "ka.verb = ka.nothing", "ka.verb = 1.5"])("%s: none", (text) =>
    expect(compiled(text).warnings).toEqual([]),
  );

  it("tells the macro it stands in", () => {
    expect(compiled("m and m", { m: "ka.verb = <NA>" }).warnings).toEqual([
      expect.objectContaining({ macro: "m", from: 10, to: 14 }),
    ]);
  });
});
