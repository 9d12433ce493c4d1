import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileQuery, LogLine, QueryError } from "../index.ts";
import { formatQuery } from "./format.ts";
import { parseQuery } from "./parser.ts";

function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

function mistake(text: string): QueryError {
  const error = thrownBy(() => compileQuery(text));
  if (error instanceof QueryError) return error;
  throw error ?? new Error(`${text} was accepted`);
}

describe("what is wrong with a query, and where", () => {
  it.each([
    ["", 0, /expected a command/],
    ["# nothing but a comment", 23, /expected a command/],
    ["fields a |", 10, /expected a command.*the end of the query/],
    ["filtr a = 1", 0, /unknown command filtr/, "did you mean filter?"],
    ["filter a == 1", 9, /== is no operator/, "one = compares"],
    ["filter a <> 1", 9, /<> is no operator/, "write != for not equal"],
    ["filter a = 1 && b = 2", 13, /&& is no operator/, "write and"],
    ["filter !a", 7, /! is no operator/],
    ["filter a = 'x", 11, /no closing '/],
    ["filter `a = 1", 7, /no closing backquote/],
    ["filter a like /x", 14, /no closing \//],
    ["filter a like x", 14, /expected a regular expression \/…\/ or a text in quotes after like, found x/],
    ["filter a like /(?<=b)c/", 14, /not a regular expression/, "look-around and back-references are not supported"],
    ["filter a =~ 'x'", 12, /expected a regular expression/],
    ["filter a in ('x')", 12, /square brackets/],
    ["filter a not = 1", 13, /expected like or in after not/],
    ["filter and", 7, /and is a word of the language/, "`and`"],
    ["fields tolowr(a)", 7, /unknown function tolowr/, "did you mean tolower?"],
    ["fields substr(a)", 7, /one argument does not fit substr/, "substr(text, start[, length])"],
    ["fields bin(a)", 11, /expected a period like 5m/],
    ["fields bin(5 parsecs)", 11, /expected a period/],
    ["fields bin(5x)", 12, /x is no unit of time/],
    ["fields bin(0m)", 11, /cannot be 0m long/],
    ["fields a + 5m", 11, /period \(5m\) only stands in/],
    ["fields 5a", 8, /a is no unit of time/],
    ["limit 0", 6, /from 1 to 100000/],
    ["limit 1.5", 6, /whole number/],
    ["limit x", 6, /expected a number of rows/],
    ["stats a by b", 6, /stats needs an aggregate/],
    ["stats count(*) + a", 17, /a stands outside of an aggregate/],
    ["stats sum(max(a))", 10, /cannot hold another aggregate/],
    ["stats sum(*)", 6, /\* is no argument of sum/],
    ["stats pct(a, 101)", 13, /a number from 0 to 100/],
    ["stats count(*) by max(a)", 18, /cannot stand in by/],
    ["filter count(*) > 1", 7, /count is an aggregate and cannot stand in filter/],
    ["sort count(*)", 5, /cannot stand in sort/],
    ["stats max(a) | sort min(a)", 20, /cannot stand in sort/],
    ["dedup a | fields b", 10, /only limit may follow dedup/],
    ["parse 'a*b*' as x", 6, /2 \* and 1 names/],
    ["parse a /b(.)/", 8, /at least one named group/],
    ["parse a as b", 8, /expected a pattern after parse/],
    ["fields a b", 9, /expected \| and a further command, found b/],
    ["fields ü, 漢字, @x, $y, a.0.b §", 28, /"§" cannot stand here/],
  ])("%s", (text, offset, message, hint = "") => {
    const error = mistake(text);
    expect([error.code, error.offset]).toEqual(["syntax", offset]);
    expect(error.message).toMatch(message);
    expect(error.hint ?? "").toContain(hint);
  });

  it.each([
    ["filter a in (fields b | limit 1)", "out-of-scope:subquery"],
    ["parse @message logfmt", "out-of-scope:logfmt"],
    ["parse @message 'a*' as b multi", "out-of-scope:multi"],
    ["fields a | JOIN x", "out-of-scope:join"],
    ["select * from x", "out-of-scope:select"],
    ["fields JSONSTRINGIFY(a)", "out-of-scope:jsonstringify"],
  ])("%s is refused by name", (text, code) => expect(mistake(text).code).toBe(code));

  it("neither long nor deep queries exhaust anything", () => {
    const deep = (text: string) => `filter ${text.repeat(2000)}`;
    expect(mistake("fields a".padEnd(10_001)).message).toMatch(/at most 10000 characters/);
    expect(mistake(deep("(")).message).toMatch(/nested too deeply/);
    expect(mistake(deep("not ")).message).toMatch(/nested too deeply/);
    expect(mistake(deep("-")).message).toMatch(/nested too deeply/);
    expect(mistake(`fields 1${"+1".repeat(3000)}`).message).toMatch(/too long/);
    expect(mistake(`fields 1${"^1".repeat(3000)}`).message).toMatch(/nested too deeply/);
    expect(compileQuery(`filter a=1${" or a=1".repeat(1400)}`).aggregates).toBe(false);
  });
});

const WORDS =
  "fields display filter stats sort limit parse dedup as by and or not like in desc asc count( sum( pct( bin( 5m a a.0.b " +
  "@message `xy` 't' \"\\\"\" 1 2.5 true * | , ( ) [ ] = != < - + ^ /(?<g>x)/ =~ # \n \\ ` / '";
const words = fc.constantFrom(...WORDS.split(" "));

describe("any text at all", () => {
  it("is a query or an error that says where", () => {
    const texts = fc.oneof(
      fc.array(words, { maxLength: 25 }).map((parts) => parts.join(" ")),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const error = thrownBy(() => rowsOf(text));
        const isFine =
          error === undefined || (error instanceof QueryError && error.offset >= 0 && error.offset <= text.length);
        expect(isFine).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

// Queries made of every kind of expression and command.
const names = fc.oneof(
  fc.constantFrom("a", "b.0.c", "@timestamp", "@message", "select"),
  fc.string({ minLength: 1, maxLength: 6 }).filter((name) => !name.includes("`")),
);
const name = names.map((text) => `\`${text}\``);
const quoted = fc.string({ maxLength: 8 }).map((text) => `'${text.replaceAll(/['\\]/g, "\\$&")}'`);
const { expr } = fc.letrec<{ expr: string }>((tie) => ({
  expr: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(
      name,
      quoted,
      fc.nat(1000).map(String),
      fc.constantFrom("true", "FALSE", "1.5e3", "now()", "bin(2 h)".replace(" ", "")),
    ),
    fc
      .tuple(
        tie("expr"),
        fc.constantFrom("+", "-", "*", "/", "%", "^", "=", "!=", "<", "<=", ">", ">=", "and", "OR"),
        tie("expr"),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie("expr").map((a) => `(not ${a})`),
    tie("expr").map((a) => `(-${a})`),
    fc.tuple(tie("expr"), quoted).map(([a, text]) => `(${a} not like ${text})`),
    tie("expr").map((a) => `(${a} =~ /x\\/[a-z]+#"/)`),
    fc.tuple(tie("expr"), tie("expr")).map(([a, b]) => `(${a} in [${b}, 'x'])`),
    tie("expr").map((a) => `COALESCE(${a}, datefloor(@timestamp, 3mon))`),
  ),
}));
const command = fc.oneof(
  fc.tuple(expr, name).map(([a, alias]) => `fields ${a} as ${alias}, ${a}`),
  expr.map((a) => `filter ${a}`),
  expr.map((a) => `sort ${a} desc, ${a}`),
  fc.tuple(expr, expr).map(([a, b]) => `stats count(*), pct(${a}, 50) / count_distinct(${b}) as p by ${a}`),
  name.map((field) => `parse ${field} "[*] * x" as \`p q\`, r`),
  name.map((field) => `parse ${field} /(?i)(?<@g>a+)\\/b/`),
  fc.integer({ min: 1, max: 100_000 }).map((count) => `limit any ${count}`),
);

describe("a query that was read", () => {
  it("is written as a text that reads the same", () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (commands) => {
        const read = parseQuery(commands.join(" | "));
        const again = parseQuery(formatQuery(read));
        expect(withoutPlaces(again)).toEqual(withoutPlaces(read));
        expect(rowsOf(formatQuery(read))).toEqual(rowsOf(commands.join(" | ")));
      }),
    );
  });
});

const MESSAGES = [
  '{"a":1.50,"b":[{"c":"x"}],"t":true,"":null}',
  '{"a":"[x] x","b":["", {"c":2}]}',
  "no JSON: [a] x/a",
  "",
];

function rowsOf(text: string): unknown[] {
  const run = compileQuery(text).run({ now: 0 });
  for (const [timestamp, message] of MESSAGES.entries()) run.add(new LogLine({ timestamp, message }));
  return [...run.rows()];
}

/** Offsets differ, and so do the titles, which are pieces of the text. */
function withoutPlaces(value: unknown): unknown {
  const places = new Set(["from", "to", "offset", "title"]);
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (places.has(key) ? undefined : each)));
}
