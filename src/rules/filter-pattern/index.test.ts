import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, PatternError } from "./index.ts";

function refused(pattern: string): PatternError {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error("was taken");
}

/** @returns the refusal, if it is one; throws whatever else was thrown */
function trying(text: string, line: string): PatternError | undefined {
  try {
    const pattern = compilePattern(text, "k8s_audit");
    pattern.matches(line);
    pattern.extract(line);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

describe("a pattern that is refused", () => {
  it.each([
    ["ERROR-CODE", 5, "a term is made of letters, digits and _, not `-CODE`"],
    ["{ $.a IS NOT NULL }", 6, "a comparison is expected, not `IS`"],
    ["{ $.a exists }", 6, "a comparison is expected, not `exists`"],
    ["{ $.a like /x/ }", 6, "a comparison is expected, not `like`"],
    ["{ $.a == 1 }", 6, "`==` is no comparison"],
    ["{ $.a =~ x }", 6, "`=~` is no comparison"],
    ["{ $.a = 1 and $.b = 2 }", 10, "`&&`, `||` or `}` is expected, not `and`"],
    ["{ $.a = 1", 9, "`&&`, `||` or `}` is expected, not the end of the pattern"],
    ["{ $.a = 'x' }", 8, "a value is expected, not `'`"],
    ['{ $.a = "x }', 8, "a quoted text has no end"],
    ['{ $.a > "50" }', 8, "`>` compares with a number"],
    ["{ a.b = 1 }", 2, "a field is expected, not `a.b`"],
    ["{ $.é = 1 }", 4, "a name is expected, not `é`"],
    ["{ $ = 1 }", 2, "a field has no name"],
    ["{ $.a[x] = 1 }", 6, "an index is expected, not `x`"],
    ["{ ($.a = 1 }", 11, "a closing bracket is expected, not `}`"],
    ["{ !($.a = 1) }", 2, "filter patterns cannot negate"],
    ["{ }", 0, "there is no condition between the braces"],
    ["{ $.a = 1 } x", 12, "nothing can follow the pattern, but there is `x`"],
    ["[a, ..., b, ...]", 12, "`...` can stand only once"],
    ["[a = 1, b", 9, "`,` or `]` is expected, not the end of the pattern"],
    ["%a b%", 2, "a space is not allowed in a regular expression of a filter pattern"],
    ["%(a)%", 1, "`(` is not allowed in a regular expression of a filter pattern"],
    ["%\\bA%", 1, "`\\b` is no escape of filter patterns"],
    ["%a", 0, "a regular expression has no closing %"],
    ["%%", 1, "a regular expression is empty"],
    ["%[a%", 0, "not a regular expression: missing closing ]: `[a`"],
    ["%a% %b% %c%", 8, "a pattern has at most 2 regular expressions"],
    ["x".repeat(1025), 1024, "a pattern has at most 1024 characters, this one 1025"],
  ])("%s at %i", (pattern, offset, message) => {
    const error = refused(pattern);
    expect([error.offset, error.message]).toEqual([offset, message]);
  });

  it("says what to write instead", () => {
    expect(refused("{ $.a IS NOT NULL }").hint).toBe(
      "there is no IS NOT; a value that is there, of any text or number, is `= *`",
    );
    expect(refused("{ $.a = 1 or $.b = 2 }").hint).toBe("write ||");
    expect(refused("%a b%").hint).toBe("write \\s");
  });

  it("is never more than a refusal, whatever the text", () => {
    const words = fc.constantFrom(
      ...'{ } [ ] ( ) $ . .. ... , ? - % " \\ = != < >= && || IS NULL NOT EXISTS $.a $.a[0] [*] * 5e1 é w1 %a% \\d'.split(
        " ",
      ),
    );
    const likely = fc.array(words, { maxLength: 20 }).chain((list) => fc.constantFrom(list.join(""), list.join(" ")));
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: "grapheme" })), fc.string(), (text, line) => {
        const error = trying(text, line);
        expect(error === undefined || error.offset <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("numbers", () => {
  const line = '{"n":12345678901234567890,"e":1e-3,"one":1.0,"zero":-0.00,"huge":1e999,"tiny":1e-400,"list":[1.50]}';
  it.each([
    ["$.n = 12345678901234567890", true],
    ["$.n = 12345678901234567891", false],
    ["$.n < 12345678901234567891", true],
    ["$.n = 123456789012345678900e-1", true],
    ['$.n = "12345678901234567890"', true],
    ["$.n = 1234567890123456789*", true],
    ["$.e = .001", true],
    ['$.e = "1e-3"', true],
    ['$.e = "0.001"', false],
    ["$.one = 1", true],
    ['$.one = "1"', false],
    ["$.zero = 0", true],
    ["$.zero >= 0.0", true],
    ["$.huge = 10e998", true],
    ["$.huge > 1e998", true],
    ["$.tiny > 0", true],
    ["$.list[0] = 1.5*", true],
    ["$.list[*] = 1.5", true],
  ])("%s: %s", (condition, expected) => expect(compilePattern(`{ ${condition} }`).matches(line)).toBe(expected));
});

describe("columns", () => {
  it("are read by name, or by number where they have none", () => {
    const line = '10.0.4.7 - eve [14/Mar/2026] "GET / HTTP/1.1" 404 1534';
    expect(compilePattern("[ip, , user, ..., status, bytes > 1000]").extract(line)).toEqual({
      $ip: "10.0.4.7",
      $2: "-",
      $user: "eve",
      $4: "14/Mar/2026",
      $5: "GET / HTTP/1.1",
      $status: "404",
      $bytes: "1534",
    });
  });
  it("leave the rest of the line to the last", () => {
    expect(compilePattern("[level, message]").extract('WARN "disk  full" on sda ')).toEqual({
      $level: "WARN",
      $message: '"disk  full" on sda',
    });
  });
  it("do not fit a line of fewer words", () => {
    expect(compilePattern("[a, ..., b, c]").extract("one two")).toBeUndefined();
  });
  it("take conditions in brackets", () => {
    const pattern = compilePattern("[(level = WARN || level = ERROR) && level != E*, ...]");
    expect(["WARN x", "ERROR x", "INFO x"].map((line) => pattern.matches(line))).toEqual([true, false, false]);
  });
  it("read a line of unclosed brackets in time", () => {
    expect(compilePattern("[a, ..., z = x]").matches("[ ".repeat(200_000))).toBe(false);
  });
});

describe("what CloudWatch would not take", () => {
  it("is named", () => {
    expect(compilePattern('{ $.a["b.c"] = 1 && $.d[*] = 2 }').extensions).toEqual(["quoted key", "[*]"]);
  });
  it.each([
    ["ERROR ?WARN", "optional-ignored"],
    ['{ $.a = "x*y" }', "inner-star"],
    ['{ $.a != "x" }', "neq-missing"],
    ['{ $.a = "x" && $.a = "y" }', "never-matches"],
    ['{ $.verb = "remove" }', "never-matches"],
    ['{ $.objectRef.resource = "Pods" }', "never-matches"],
    ["%a%", "regex-limit"],
    ["{ $.a[*] = 1 }", "extension"],
  ])("%s has the remark %s", (text, code) => {
    expect(compilePattern(text).lints.map((lint) => lint.code)).toContain(code);
  });
  it.each(['{ $.a != "x" || $.a NOT EXISTS }', '{ $.eventName != "x" }', '{ $.objectRef.resource = "widgets" }'])(
    "%s has none of these",
    (text) => expect(compilePattern(text).lints.filter(({ code }) => code !== "truncated-blind")).toEqual([]),
  );
});

it("takes one pass over the digits of a number, however many", () => {
  const nearly = `1.${"0".repeat(500_000)}1`;
  expect(compilePattern("{ $.n > 1 }").matches(`{"n":${nearly}}`)).toBe(true);
});
