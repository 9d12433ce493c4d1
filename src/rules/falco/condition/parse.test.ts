import { describe, expect, it } from "vitest";
import { ConditionError, checksIn, formatCondition, macrosIn, parseCondition } from "./index.ts";

describe("a condition", () => {
  it.each([
    ["a.b=c", "a.b = c"],
    ["a.b == c", "a.b = c"],
    ["a.b exists", "a.b exists"],
    ["a.b existsand c", "a.b exists and c"],
    ["a.b in(x)", "a.b in (x)"],
    ["a.b inmylist", "a.b in (mylist)"],
    ["a.b in ()", "a.b in ()"],
    ["a.b intersectsx", "a.b intersects (x)"],
    ["a.b in (x , 'y z',w)", 'a.b in (x, "y z", w)'],
    ["a.b>=-1.5e+3", "a.b >= -1.5e+3"],
    ["a.b = not", "a.b = not"],
    ["a.b = and and c", "a.b = and and c"],
    ["a.b = *.log or a.b = system:node:a", "a.b = *.log or a.b = system:node:a"],
    ["a.b = oneof (x, y)", "a.b = oneof (x, y)"],
    ["a.b != allof mylist", "a.b != allof (mylist)"],
    ["a.b = anyof and c", "a.b = anyof and c"],
    ["a.b = anyof", "a.b = anyof"],
    ["a.b = anyof order", "a.b = anyof (order)"],
    ["a.b contains\t'x'", 'a.b contains "x"'],
    ["notx and android or or_x", "(notx and android) or or_x"],
    ["not not a.b exists", "a.b exists"],
    ["not not not m", "not m"],
    ["not(a.b=c)and(d.e exists)", "(not a.b = c) and d.e exists"],
    ["a or(b) and c", "a or (b and c)"],
    ["a and(b) or c", "(a and b) or c"],
    ["a or b and c or d", "a or (b and c) or d"],
    ["((a) and (b or c))", "a and (b or c)"],
    ['a.b[x-1] = val( c.d["e f"] )', 'a.b[x-1] = val(c.d["e f"])'],
    ["a.b[''] exists", 'a.b[""] exists'],
    ["tolower( a.b ) = toupper(b64(c.d))", "tolower(a.b) = toupper(b64(c.d))"],
    ['join(",", (a.b, "c", 1)) = x', 'join(",", (a.b, "c", "1")) = x'],
    ["a.b < len(c.d)", "a.b < len(c.d)"],
    ["a\r\nand\tb", "a and b"],
  ])("%j reads %s", (text, formatted) => {
    const condition = parseCondition(text);
    expect(withNotsInParentheses(formatCondition(condition))).toBe(withNotsInParentheses(formatted));
    expect(formatCondition(parseCondition(formatCondition(condition)))).toBe(formatCondition(condition));
  });

  it.each([
    ['a.b = "x\\"y"', 'x"y'],
    ["a.b = 'it\\'s'", "it's"],
    ['a.b = "tab\\tslash\\/back\\\\x"', "tab\tslash/back\\x"],
    ['a.b = "\\x41\\ b"', "A\\b"],
    ["a.b = a\\.b", "a\\.b"],
    ['a.b = "ends\\x5c"', "ends\\"],
  ])("%s compares with %j", (text, value) => {
    const condition = parseCondition(text);
    expect(condition).toMatchObject({ right: { value } });
    expect(parseCondition(formatCondition(condition))).toMatchObject({ right: { value } });
  });

  it("says where its parts stand", () => {
    const text = "a.b = c and (not  d.e in (x))";
    expect(parseCondition(text)).toMatchObject({
      from: 0,
      to: text.length,
      parts: [
        { from: 0, to: 7 },
        { from: 12, to: 29, part: { from: 18, to: 28 } },
      ],
    });
  });

  it("tells its macros and checks", () => {
    const condition = parseCondition("m and (not n or a.b = c) and m and d.e exists");
    expect(macrosIn(condition)).toEqual(["m", "n"]);
    expect(checksIn(condition).map(({ operator }) => operator)).toEqual(["=", "exists"]);
  });

  it("may be nested a hundred levels deep", () => {
    expect(parseCondition("(".repeat(100) + "a.b exists" + ")".repeat(100))).toMatchObject({ kind: "check" });
    expect(parseCondition("not ".repeat(100_001) + "a")).toMatchObject({ kind: "not", part: { kind: "macro" } });
  });
});

/** `not` binds tightest, so that parentheses around it change nothing. */
function withNotsInParentheses(text: string): string {
  return text.replace(/\((not [^()]*)\)/g, "$1");
}

describe("what is no condition", () => {
  it.each([
    ["", 0, "expected a field, a macro, `not` or `(`, found the end", "the condition is empty"],
    ["a.b", 3, "expected an operator, found the end", "operators are exists ="],
    ["a.b = ", 6, "expected a value, found the end", "in quotes"],
    ["a.b = c && d", 8, "expected `and`, `or` or the end, found `&&`", "write `and`"],
    ["a.b = c || d", 8, "found `||`", "write `or`"],
    ["a.b = c AND d", 8, "found `AND`", "write `and`: keywords are in lower case"],
    ["!a.b exists", 0, "found `!a.b`", "write `not`"],
    ["NOT a.b exists", 4, "found `a.b`", "write `not`: keywords are in lower case"],
    ["a.b IN (c)", 4, "expected an operator, found `IN`", "did you mean `in`?"],
    ["a.b like c", 4, "found `like`", "operators are"],
    ["a.b start c", 4, "found `start`", "did you mean `startswith`?"],
    ['a.b contains"x"', 4, "found `contains`", "`contains` needs a blank behind it"],
    ["a.b startswith(x)", 4, "found `startswith`", "`startswith` needs a blank behind it"],
    ["a andb", 2, "found `andb`", undefined],
    ["a and", 2, "found `and`", "followed by a blank or `(`, and a condition"],
    ["and a", 0, "found `and`", "followed by a blank or `(`, and a condition"],
    ["a.b = a=b", 7, "found `=`", "in quotes"],
    ["a.b = a,b", 7, "found `,`", "in quotes"],
    ["a.b = (a)", 6, "expected a value, found `(`", "= anyof"],
    ["a.b regex (a)", 10, "expected a value, found `(`", "quote"],
    ["a.b in (a,)", 10, "expected a value, found `)`", "in quotes"],
    ["a.b in (,a)", 8, "expected a value, found `,`", "in quotes"],
    ["a.b in (a b)", 10, "expected `,` or `)`, found `b`", "in quotes"],
    ["a.b in (a, toupper(b.c))", 18, "expected `,` or `)`, found `(`", "in quotes"],
    ["a.b in", 6, "expected a list in parentheses, found the end", undefined],
    ['a.b >= "400"', 7, "expected a number, unquoted", undefined],
    ["a.b > x", 6, "expected a number, unquoted", undefined],
    ["a.b [c] = d", 4, "expected an operator, found `[`", "operators are"],
    ["a.b[] = d", 4, "expected an argument, found `]`", '[""]'],
    ["a.b[c d] = e", 6, "expected `]`, found `d`", "quote"],
    ["tolower (a.b) = c", 8, "found `(`", "no such transformer, or a blank stands before"],
    ["lower(a.b) = c", 5, "found `(`", "no such transformer"],
    ["val(a.b) = c", 3, "found `(`", "no such transformer"],
    ["a.b = val(c)", 10, "expected a field, found `c`", "val() holds one field"],
    ["a.b = val(tolower(c.d))", 10, "expected a field", "val() holds one field"],
    ["a.b = val(c.d, e.f)", 6, "val() holds one field", undefined],
    ["tolower() = c", 0, "tolower() needs an argument", undefined],
    ["tolower(a.b)[0] = c", 12, "tolower(…) takes no argument in brackets", undefined],
    ["name = x", 5, "found `=`", "their names have a dot"],
    ["(a or b", 7, "expected `and`, `or` or `)`, found the end", undefined],
    ["a or b)", 6, "found `)`", "more `)` than `(`"],
    ['a.b = "x', 6, "the quote is not closed", '`\\"` does not end it'],
    ['a.b = "x\\\\"', 6, "the quote is not closed", '`\\"` does not end it'],
    ["a.b = 'x\\\"y'", 8, '`\\"` is no escape', "escapes are"],
    ['a.b = "x\\qy"', 8, "`\\q` is no escape", "escapes are"],
    ['a.b = "x\\x00"', 7, "a text cannot hold NUL", undefined],
    ["a.b = x\u00a0y", 7, "found the character U+00A0", undefined],
  ])("%j", (text, from, message, hint) => {
    const error = problemOf(text);
    expect(error).toMatchObject({ from, message: expect.stringContaining(message) });
    expect(error.hint ?? "no hint").toContain(hint ?? "no hint");
  });

  it.each([
    ["parentheses", "(", 251],
    ["transformers", "tolower(", 2007],
  ])("a million %s", (_, opening, from) => {
    expect(problemOf(opening.repeat(1_000_000))).toMatchObject({ from, message: "nested more than 250 levels deep" });
  });

  it("is pointed at by the whole word", () =>
    expect(problemOf("a.b = c and then 5")).toMatchObject({ from: 17, to: 18 }));
});

function problemOf(text: string): ConditionError {
  try {
    parseCondition(text);
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw error;
  }
  throw new Error(`${text} is a condition`);
}
