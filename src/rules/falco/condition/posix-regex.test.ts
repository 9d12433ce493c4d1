import { describe, expect, it } from "vitest";
import { AppError } from "../../../model/errors.ts";
import { certainText, posixRegex } from "./posix-regex.ts";

describe("a regular expression of POSIX egrep", () => {
  it.each([
    ["sys", "system", false],
    ["sys.*", "system", true],
    ["a|ab", "ab", true],
    ["a+?", "", true],
    ["a+?", "aaa", true],
    ["a*?b", "aab", true],
    ["a??", "a", true],
    ["a?{2}", "aa", true],
    ["(ab){2}?", "", true],
    ["(ab){2}?", "abab", true],
    ["(a{2}){3}*", "", true],
    ["(a|b)**c", "abac", true],
    ["x[+*?]*?", "x+*?", true],
    ["a{,3}", "a{,3}", true],
    ["[[:alpha:]]+", "Az", true],
    ["[[:digit:][:upper:]-]+", "A-7", true],
    ["[^[:space:]]+", "a b", false],
    ["[]a]+", "]a", true],
    ["[^]a]", "b", true],
    ["[a\\]]+", "a]", true],
    [".", "\n", false],
    ["[^x]", "\n", true],
    ["a$\n^b", "a\nb", true],
    ["^a", "a", true],
    ["é.", "é€", true],
    [".", "💥", true],
    [".", "\ud800", true],
    ["\ufffd", "\ud800", true],
    ["a\\.b\\/c\\-d", "a.b/c-d", true],
    ["\\x41\\x{42}\\101\\t", "ABA\t", true],
  ])("%j of %j: %s", (pattern, text, expected) => expect(posixRegex(pattern)(text)).toBe(expected));

  it.each([
    ["sys\\w+", "`\\w` is not a part of POSIX regular expressions", "write `[[:alnum:]_]`"],
    ["[\\d]", "`\\d` is not a part of POSIX regular expressions", "write `[0-9]`"],
    ["\\bx", "`\\b` is not a part of POSIX regular expressions", "there are no word boundaries"],
    ["(a)\\1", "`\\1` is not a part of POSIX regular expressions", "a backslash stands before"],
    ["\\pL", "`\\p` is not a part of POSIX regular expressions", "a backslash stands before"],
    ["(?:a)", "`(?` is not a part of POSIX regular expressions", "write a plain group"],
    ["(?i)a", "`(?` is not a part of POSIX regular expressions", "tolower(FIELD)"],
    ["a(?=b)", "`(?` is not a part of POSIX regular expressions", "write a plain group"],
    ["a\\", "`\\` is not a part of POSIX regular expressions", "a backslash stands before"],
    ["(a", "not a regular expression: missing closing )", undefined],
    ["*a", "not a regular expression: missing argument to repetition operator", undefined],
    ["[a", "not a regular expression: missing closing ]", undefined],
    ["a{2000}", "not a regular expression: invalid repeat count", undefined],
    ["a" + "{1}".repeat(1000), "`{1}` repeats what is repeated too often", undefined],
  ])("%j is none", (pattern, message, hint) => {
    const error = errorOf(pattern);
    expect(error.message).toContain(message);
    expect(error.hint ?? "no hint").toContain(hint ?? "no hint");
  });

  it("does not try all ways", () => expect(posixRegex("(a*)*(a*)*(a|a)*b")("a".repeat(20_000))).toBe(false));
});

describe("what every match has", () => {
  it.each([
    ["abc", "abc"],
    ["ab*c", "a\nc"],
    ["ab{2}?c+", "a\n\n"],
    ["eks\\.amazonaws\\.com", "eks.amazonaws.com"],
    ["\\x41b\\\\c", "\nb\\c"],
    ['.*"verbs":[[][^]]*x', '\n"verbs":\n\nx'],
    ["a(b|c)d", "a\n\n\n\n\nd"],
    ["a|b", ""],
    ["^a$", "\na\n"],
    ["(a)*b", "\n\n\nb"],
  ])("of %j is %j", (pattern, certain) => expect(certainText(pattern)).toBe(certain));
});

function errorOf(pattern: string): AppError {
  try {
    posixRegex(pattern);
  } catch (error) {
    return AppError.from(error);
  }
  throw new Error(`${pattern} is a regular expression`);
}
