import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import type { Facts } from "../../../model/facts.ts";
import type { Explanation } from "../../../model/rule.ts";
import { ConditionError, compileCondition, parseCondition } from "./index.ts";

const facts = {} as Facts;
const source = "k8s_audit";

function macrosOf(texts: { [name: string]: string }) {
  return new Map(Object.entries(texts).map(([name, text]) => [name, { text, condition: parseCondition(text) }]));
}

function compiled(text: string, macros: { [name: string]: string } = {}) {
  return compileCondition(parseCondition(text), { source, text, macros: macrosOf(macros) });
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

describe("a check", () => {
  const event = audit(
    '"verb":"Get\\u0000hidden","user":{"username":"ürgen","groups":["a","B"]},"requestURI":"/api","responseStatus":{"code":9},"objectRef":{"name":"YWIAYw=="}',
  );
  it.each([
    ["ka.verb = Get", true],
    ["ka.verb endswith hidden", false],
    ["ka.verb in (Get, x)", true],
    ["len(ka.verb) = 3", true],
    ["len(ka.user.name) = 6", true],
    ["len(ka.user.groups) in (1, +2)", true],
    ["len(ka.verb) > len(ka.user.groups)", true],
    ["len(ka.verb) != oneof (3, 4)", true],
    ["ka.verb icontains GET", true],
    ["ka.user.name icontains Ü", false],
    ["ka.user.name > 9", true],
    ["ka.user.name <= val(ka.verb)", false],
    ["ka.response.code > 1000", true],
    ["ka.response.code >= 0x9", true],
    ["ka.verb glob val(ka.user.name)", false],
    ["ka.verb startswith val(ka.verb)", true],
    ["ka.user.groups in val(ka.user.groups)", true],
    ["ka.user.groups intersects toupper(ka.user.groups)", true],
    ["tolower(ka.user.groups) in (a, b)", true],
    ["ka.verb in val(ka.target.namespace)", false],
    ["not ka.target.namespace != x", true],
    ["ka.target.namespace contains val(ka.verb)", false],
    ['b64(ka.target.name) = "ab"', true],
    ['join("-", ka.user.groups) = a-B', true],
    ['join("-", ("x", ka.uri)) = x-/api', true],
    ['join("-", ()) exists', false],
    ['concat(ka.verb, ":", ka.uri) = "Get:/api"', true],
    ["concat(ka.verb, ka.target.namespace) exists", false],
    ["basename(ka.uri) = api", true],
    ["ka.verb contains anyof (x, e)", true],
    ["ka.verb glob allof (G*, *t)", true],
    ["ka.verb regex oneof (G.*, x.*)", true],
    ["ka.verb = oneof ()", false],
    ["evt.is_async != true", true],
    ["evt.is_async in (true, false)", true],
  ])("%s: %s", (text, expected) => expect(compiled(text).predicate.test(event, facts)).toBe(expected));

  it("orders texts by their bytes", () => {
    const beyond = audit('"verb":"\ud83d\udca5","requestURI":"\uffee"');
    expect(compiled("ka.verb > val(ka.uri)").predicate.test(beyond, facts)).toBe(true);
  });
});

describe("what may be unseen", () => {
  const event = audit('"verb":"get","user":{"username":"x","groups":["a"]}', { unseen: ["user.groups", "objectRef"] });
  it.each([
    ["ka.user.name = x", true],
    ["ka.user.groups exists", true],
    ["ka.user.groups intersects (a)", true],
    ["ka.user.groups intersects (b)", "unknown"],
    ["ka.user.groups in (a)", "unknown"],
    ["not ka.user.groups in (a)", "unknown"],
    ["tolower(ka.user.groups) intersects (a)", "unknown"],
    ["len(ka.user.groups) exists", "unknown"],
    ["ka.user.groups intersects val(ka.user.groups)", "unknown"],
    ["ka.target.name exists", "unknown"],
    ["ka.verb = val(ka.target.name)", "unknown"],
    ["ka.target.name = x and ka.verb = list", false],
    ["ka.verb = list and ka.target.name = x", false],
    ["ka.target.name = x or ka.verb = get", true],
    ['jevt.value[""] contains get', true],
    ["jevt.value[/objectRef/name] = x", "unknown"],
  ])("%s: %s", (text, expected) => {
    const { predicate } = compiled(text);
    expect(predicate.test(event, facts)).toBe(expected);
    expect(predicate.explain(event, facts).result).toBe(expected);
  });

  it("is asked for once an event", () => {
    let asked = 0;
    const counting = {
      ...event,
      get unseen() {
        asked += 1;
        return [];
      },
    };
    for (const text of ["ka.verb = a", "ka.verb = b", "ka.user.name = c"])
      compiled(text).predicate.test(counting, facts);
    expect(asked).toBe(1);
  });
});

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

describe("what a condition wants to meet", () => {
  const kinds = [source];
  it.each([
    [
      "ka.verb in (create, update) and ka.target.resource = pods",
      { actions: ["create", "update"], resources: ["pods"] },
      ["pods"],
    ],
    ["ka.verb = create or ka.verb = update", { actions: ["create", "update"] }, ["create", "update"]],
    ["ka.verb = create or ka.uri exists", {}, undefined],
    ["ka.verb = create and ka.verb = update", { actions: [] }, ["create"]],
    ["not ka.verb = create", {}, undefined],
    ["m and ka.verb in (get, list)", { actions: ["get"] }, ["get", "watch"]],
    ['ka.verb in ("")', {}, undefined],
    ["ka.verb = null", {}, ["null"]],
    ["ka.uri contains /api/v1/secrets and not ka.verb = get", {}, ["secrets"]],
    ["ka.user.groups intersects (system:masters, x:y)", {}, ["system:masters", "x:y"]],
    ["ka.uri.param[x] = value", {}, undefined],
  ])("%s", (text, interest, needles) => {
    const { predicate } = compiled(text, { m: "ka.verb in (get, watch)" });
    expect(predicate.interest).toEqual({ kinds, ...interest });
    expect(predicate.needles).toEqual(needles);
  });

  it.each([
    ["ct.name = A and ct.src = eks.amazonaws.com", ["eks.amazonaws.com/A"]],
    ["ct.src = a.b and (ct.name in (A, B) or ct.name = C)", ["a.b/A", "a.b/B", "a.b/C"]],
    ["ct.shortsrc = eks and ct.name = A", ["eks.amazonaws.com/A", "eks/A"]],
    ["(ct.src = a.b and ct.name = A) or ct.name = B", ["a.b/A", "*/B"]],
  ])("%s", (text, actions) => {
    const { predicate } = compileCondition(parseCondition(text), { source: "aws_cloudtrail", text, macros: new Map() });
    expect(predicate.interest).toEqual({ kinds: ["aws_cloudtrail"], actions });
  });
});

describe("an explanation", () => {
  const outline = ({ kind, text, result, decided, parts }: Explanation): unknown[] => [
    `${decided ? "» " : ""}${kind} ${text}: ${String(result)}`,
    ...(parts.length > 0 ? [parts.map(outline)] : []),
  ];

  it("marks what decided a near miss, and shows the values", () => {
    const { predicate } = compiled("watched and (ka.user.name = alice  or ka.user.name = bob) and not ka.uri exists", {
      watched: "ka.verb in (create, update)",
    });
    const told = predicate.explain(audit('"verb":"create","user":{"username":"carol"},"requestURI":"/x"'), facts);
    expect(outline(told)).toEqual([
      "» and watched and (ka.user.name = alice  or ka.user.name = bob) and not ka.uri exists: false",
      [
        ["macro watched: true", [["check ka.verb in (create, update): true"]]],
        [
          "» or (ka.user.name = alice  or ka.user.name = bob): false",
          [["» check ka.user.name = alice: false"], ["» check ka.user.name = bob: false"]],
        ],
        ["» not not ka.uri exists: false", [["» check ka.uri exists: true"]]],
      ],
    ]);
    expect(told.parts[1]!.parts[0]!.seen).toEqual([{ field: "ka.user.name", value: "carol" }]);
  });

  it("shows absent, unseen, transformed and compared values", () => {
    const text = "tolower(ka.verb) = val(ka.target.name) or ka.user.groups intersects (b) or len(ka.user.groups) > 7";
    const event = audit('"verb":"GET","user":{"groups":["a"]}', { unseen: ["user"] });
    const told = compiled(text).predicate.explain(event, facts);
    expect(told.parts.map(({ result, decided, seen }) => ({ result, decided, seen }))).toEqual([
      {
        result: false,
        decided: false,
        seen: [
          { field: "tolower(ka.verb)", value: "get" },
          { field: "ka.verb", value: "GET" },
          { field: "ka.target.name" },
        ],
      },
      { result: "unknown", decided: true, seen: [{ field: "ka.user.groups", value: ["a"], unseen: true }] },
      {
        result: "unknown",
        decided: true,
        seen: [
          { field: "len(ka.user.groups)", value: 1, unseen: true },
          { field: "ka.user.groups", value: ["a"], unseen: true },
        ],
      },
    ]);
  });

  it("of CloudTrail numbers gives numbers", () => {
    const text = "s3.bytes > 9";
    const { predicate } = compileCondition(parseCondition(text), { source: "aws_cloudtrail", text, macros: new Map() });
    const event = call('"additionalEventData":{"bytesTransferredIn":5}');
    expect(predicate.explain(event, facts).seen).toEqual([{ field: "s3.bytes", value: 5 }]);
  });
});
