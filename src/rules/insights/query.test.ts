import { describe, expect, it } from "vitest";
import { compileQuery, jsonRow, LogLine, runRemarks, textOf, uniqueTitles } from "./index.ts";
import type { QueryRun } from "./index.ts";

const NOW = Date.parse("2026-03-14T10:00:00Z");

/** Log events a second apart, the first one the oldest. */
function ran(text: string, messages: readonly (object | string)[], options: { serviceCaps?: boolean } = {}): QueryRun {
  const run = compileQuery(text).run({ now: NOW, ...options });
  for (const [at, message] of messages.entries()) {
    const json = typeof message === "string" ? message : JSON.stringify(message);
    run.add(new LogLine({ timestamp: NOW - 60_000 + at * 1000, message: json }));
  }
  return run;
}

const rows = (text: string, messages: readonly (object | string)[], options = {}) =>
  [...ran(text, messages, options).rows()].map((cells) => cells.map(textOf).join("|"));

describe("functions", () => {
  const one = { t: "  pad  ", n: -2.5, e: "", u: "a😀é", ip: "10.1.2.3", d: "1.50" };
  it.each([
    ["abs(n)", "2.5"],
    ["ceil(n)", "-2"],
    ["floor(n)", "-3"],
    ["sqrt(n)", ""],
    ["log(0)", ""],
    ["log(1)", "0"],
    ["greatest(n, 'x', nothing)", "-2.5"],
    ["least(nothing)", ""],
    ["isempty(e)", "1"],
    ["isempty(n)", "0"],
    ["isblank('  ')", "1"],
    ["concat(u, nothing, n)", "a😀é-2.5"],
    ["concat('[', d, ']')", "[1.50]"],
    ["trim(t)", "pad"],
    ["concat(ltrim(t), '|')", "pad  |"],
    ["rtrim('xxaxx', 'x')", "xxa"],
    ["trim('xyx', 'xy')", ""],
    ["strlen(u)", "3"],
    ["toupper(u)", "A😀É"],
    ["tolower('ÀB')", "àb"],
    ["substr(u, 1, 1)", "😀"],
    ["substr(u, 9)", ""],
    ["replace('a.b.', '.', '$&')", "a$&b$&"],
    ["replace('ab', '', 'x')", "ab"],
    ["strcontains(nothing, 'x')", ""],
    ["strcontains(ip, '.1')", "1"],
    ["bin(1m)", "2026-03-14 09:59:00.000"],
    ["datefloor(1773479400000, 1h)", "2026-03-14 09:00:00.000"],
    ["dateceil(@timestamp, 1mon)", "2026-04-01 00:00:00.000"],
    ["datefloor('today', 1h)", ""],
    ["fromMillis(1e300)", ""],
    ["toMillis(@timestamp) % 1000", "0"],
    ["now()", String(NOW / 1000)],
    ["isValidIp('::1')", "1"],
    ["isValidIpV4('::1')", "0"],
    ["isValidIp('1.2.3.4/8')", "0"],
    ["isValidIp(nothing)", ""],
    ["isIpInSubnet(ip, '10.0.0.0/8')", "1"],
    ["isIpv6InSubnet(ip, '10.0.0.0/8')", "0"],
    ["isIpv6InSubnet('2001:db8::1', '2001:db8::/32')", "1"],
    ["isIpInSubnet('nope', '10.0.0.0/8')", "0"],
    ["7 % -3", "1"],
    ["2 ^ 3 ^ 2", "512"],
    ["-n ^ 2", "6.25"],
    ["1 / 0", ""],
    ["t + 1", ""],
    ["1 = 1 = true", "1"],
  ])("%s is %s", (expr, expected) => expect(rows(`fields ${expr}`, [one])).toEqual([expected]));

  it("texts do not grow without end", () => {
    const doubled = Array.from({ length: 30 }, (_, at) => `fields concat(a${at}, a${at}) as a${at + 1}`);
    expect(rows(`fields @message as a0 | ${doubled.join(" | ")} | display isempty(a30)`, ["x".repeat(100)])).toEqual([
      "1",
    ]);
  });
});

describe("fields of a message", () => {
  it.each([
    ["a key that holds dots", { "a.b": { c: 1 } }, "a.b.c", "1"],
    ["two ways to one name: the first in the record", { "a.b": 1, a: { b: 2 } }, "a.b", "1"],
    ["and the other way round", { a: { b: 2 }, "a.b": 1 }, "a.b", "2"],
    ["null is no field: the other way counts", { a: { b: null }, "a.b": 1 }, "a.b", "1"],
    ["an element of a list", { a: [{ b: [5, 6] }] }, "a.0.b.1", "6"],
    ["no such element", { a: [1] }, "a.01", ""],
    ["a key of digits", { a: { 0: "x" } }, "a.0", "x"],
    ["an empty list is no field", { a: [] }, "a", ""],
    ["an object is no field", { a: { b: 1 } }, "a", ""],
    ["an empty text is one", { a: "" }, "isempty(a) + ispresent(a)", "2"],
    ["a key with an at sign has one more", { "@timestamp": "own" }, "@@timestamp", "own"],
    ["names of prototypes are no fields", { a: 1 }, "constructor", ""],
    ["nor within", { a: 1 }, "a.length", ""],
    ["a number keeps its spelling as text", '{"a": 1.50}', "concat(a)", "1.50"],
    ["and is short as a value", '{"a": 1.50}', "a", "1.5"],
    ["of repeated keys the last", '{"a": 1, "a": 2.0}', "concat(a)", "2.0"],
    ["text before JSON is no JSON", 'x {"a": 1}', "a", ""],
    ["a list is no object", "[1]", "`0`", ""],
  ])("%s", (_, message, field, expected) => expect(rows(`fields ${field}`, [message])).toEqual([expected]));

  it("numbers are searched as they are spelled", () => {
    const messages = ['{"code": 200}', '{"code": 2e2}', '{"code": "204"}', '{"code": 404}'];
    expect(rows("filter code like /2\\d\\d/ | fields @message | sort @message", messages)).toEqual([
      '{"code": "204"}',
      '{"code": 200}',
    ]);
  });

  it("only the first 200 count where the service's limits are asked for", () => {
    const wide = { ...Object.fromEntries(Array.from({ length: 199 }, (_, at) => [`k${at}`, at])), list: ["x", "y"] };
    expect(rows("fields k198, list.0, list.1", [wide])).toEqual(["198|x|y"]);
    expect(rows("fields k198, list.0, list.1", [wide], { serviceCaps: true })).toEqual(["198|x|"]);
  });
});

describe("commands", () => {
  const people = [
    { who: "a", n: 1, c: "x" },
    { who: "b", n: 5 },
    { who: "a", n: 3, c: "y" },
    { who: "b", n: "many" },
    { n: 9 },
  ];

  it.each([
    ["newest first", "fields n", ["9", "many", "3", "5", "1"]],
    ["an alias counts from where it stands", "filter m > 1 | fields n as m", []],
    ["and only from there", "fields n as m | filter m > 3 | fields m", ["9", "5"]],
    ["a later alias covers a field", "fields n | fields who as n | limit 2", ["", "b"]],
    ["display takes the place of fields", "fields n | display who | limit 1", [""]],
    ["without either time and message", "limit 1", ['2026-03-14 09:59:04.000|{"n":9}']],
    ["what is missing comes first", "sort who asc, n desc | fields who, n", ["|9", "a|3", "a|1", "b|5", "b|many"]],
    ["and last, descending", "sort who desc, n asc | fields who, n", ["b|many", "b|5", "a|1", "a|3", "|9"]],
    ["limit cuts where it stands", "limit 2 | filter n > 1 | fields n", ["9"]],
    ["groups in the order of their newest", "stats count(*) by who", ["|1", "b|2", "a|2"]],
    ["numbers only are summed", "stats sum(n), avg(n), min(n), max(n), count(n)", ["18|4.5|1|many|5"]],
    [
      "sums of nothing are nothing",
      "stats sum(c), avg(c), max(z), pct(z, 50), stddev(z), count_distinct(z)",
      ["|||||0"],
    ],
    ["nearest rank", "stats pct(n, 0), pct(n, 50), pct(n, 51), pct(n, 100)", ["1|3|5|9"]],
    ["by time", "stats earliest(c), latest(c), latest(n) by who", ["|||9", "b|||many", "a|x|y|3"]],
    [
      "arithmetic on aggregates",
      "stats 100 * count(c) / count(*) as share by who | sort share desc",
      ["a|100", "|0", "b|0"],
    ],
    [
      "sort repeats what has no name",
      "stats max(n) by bin(1m) | sort MAX( n ) desc, bin(1min) asc",
      ["2026-03-14 09:59:00.000|many"],
    ],
    ["a second stats", "stats count(*) as n by who | stats sum(n), count(*)", ["5|3"]],
    ["after stats nothing else is left", "stats count(*) as n | fields n, @message, who", ["5||"]],
    ["no rows, no groups", "filter n = 77 | stats count(*)", []],
    ["parse covers a field, or takes it away", "parse who 'b*' as n | fields n | limit 3", ["", "", ""]],
    ["in with something missing", "filter n in [1, c] | fields n", ["1"]],
    ["a text is no condition", "filter who | fields n", []],
  ])("%s: %s", (_, text, expected) => {
    expect(rows(text, people)).toEqual(expected);
  });

  it("dedup keeps the first in order, and rows without the value", () => {
    expect(rows("sort n asc | fields who, n | dedup who", people)).toEqual(["b|many", "a|1", "|9"]);
  });

  it("10,000 rows where there is no limit", () => {
    const many = Array.from({ length: 10_050 }, (_, at) => ({ at }));
    const found = rows("fields at", many);
    expect([found.length, found[0]]).toEqual([10_000, "10049"]);
    expect(rows("fields at | limit 10020", many)).toHaveLength(10_020);
  });

  it("one group may be as large as the input", () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ id: `id ${at % 2500}`, n: (at * 7) % 3000 }));
    expect(rows("stats count_distinct(id), pct(n, 10), pct(n, 99.9), count(*)", many)).toEqual(["2500|299|2996|3000"]);
  });
});

describe("what is remarked", () => {
  const remarks = (text: string, messages: readonly (object | string)[]) => {
    const run = ran(text, messages);
    run.close();
    return runRemarks(run).map(({ message, hint }) => (hint === undefined ? message : `${message}; ${hint}`));
  };

  it.each([
    ['filter a != "x"', 1],
    ['filter not a = "x"', 1],
    ['filter a not like "x"', 1],
    ['filter a not in ["x"]', 1],
    ['filter not (a = "x" or b = 2)', 1],
    ['filter a != "x" and b = 1', 1],
    ['filter a != "x" | filter b = 1', 1],
    ['filter a != "x" | filter b = 2', 0],
    ['filter a != "x" and b = 2', 0],
    ['filter not (a != "x")', 0],
    ['filter a = "x"', 0],
    ['filter not ispresent(a) or a != "x"', 0],
  ])("%s: %i left out for a missing field only", (text, count) => {
    const run = ran(text, [{ b: 1 }, { a: "x", b: 1 }]);
    expect(run.notes.missingNegation).toBe(count);
    run.close();
  });

  it("says how to keep them", () =>
    expect(remarks('filter a != "x"', [{ b: 1 }])).toEqual([
      "missing-negation: 1: events left out only because a negated field is not there; write `not ispresent(field) or …` to keep them",
    ]));

  it("names the fields of an object that was selected", () =>
    expect(remarks("fields r.list, r", [{ r: { list: [{ "a/b": 1 }, { c: 2 }] } }, { r: 1 }])).toEqual([
      "r.list is an object or list in 1 event, which gives nothing; write one of its fields: `r.list.0.a/b`, r.list.1.c",
      "r is an object or list in 1 event, which gives nothing; write one of its fields: `r.list.0.a/b`, r.list.1.c",
    ]));

  it("counts fields that the service would not see", () => {
    const wide = Object.fromEntries(Array.from({ length: 230 }, (_, at) => [`key${at}`, at]));
    const text = "filter key10 = 10 and key205 = 205 | fields key229";
    expect(remarks(text, [wide, { ...wide, key10: 11 }])[0]).toMatch(/200 fields.*of 1 event it would not see/);
  });

  it("tells a hyphen that is in a name", () => {
    expect(remarks("fields foo-bar", [{ "foo-bar": 1 }])).toEqual([
      "foo-bar is read as a subtraction, and there is a field of that name; write `foo-bar`",
    ]);
    expect(remarks("fields foo-bar", [{ foo: 1, bar: 2 }])).toEqual([]);
  });
});

describe("lints of a text", () => {
  it.each([
    ["sort a", ["implicit-direction 5"]],
    ["sort a desc, b | limit 3", ["implicit-direction 13"]],
    ["limit 3 | fields a", []],
    ["limit 3 | filter a = 1", ["limit-not-last 0"]],
    ["filter labels.pod-security = 1", ["hyphen-in-field 7"]],
    ["filter a - b = 1", []],
    ["stats count_distinct(a)", ["approximate-in-service 6"]],
    ["stats count(*) as n by a", ["unordered-groups 0"]],
    ["stats count(*) as n by a | sort n desc", []],
    ["filter a != 1", ["missing-negation 7"]],
    ["fields @ptr", ["opaque-ptr 7"]],
    ["stats count(*) as n | stats max(n) as n | stats max(n) as n", ["two-stats 42"]],
  ])("%s", (text, expected) => {
    expect(compileQuery(text).lints.map(({ code, offset }) => `${code} ${offset}`)).toEqual(expected);
  });
});

describe("rows as JSON", () => {
  it("keeps numbers, prints times, and tells equal titles apart", () => {
    const query = compileQuery("fields a, a, true = true as t, @timestamp, nothing");
    const run = query.run({ now: NOW });
    run.add(new LogLine({ timestamp: NOW, message: '{"a": 1.5}' }));
    expect([...run.rows()].map((cells) => jsonRow(uniqueTitles(query.columns), cells))).toEqual([
      { a: 1.5, "a (2)": 1.5, t: 1, "@timestamp": "2026-03-14 10:00:00.000", nothing: null },
    ]);
  });
});
