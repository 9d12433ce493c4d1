import { describe, expect, it } from "vitest";
import { pathPrefix } from "./path-prefix.ts";
import { shellPattern } from "./shell-pattern.ts";

describe("a shell pattern", () => {
  it.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "/.a/b", true],
    ["a*c", "abbbc", true],
    ["a*c", "abbb", false],
    ["*a*b*", "xxaxxbxx", true],
    ["?", "é", true],
    ["?", "💥", true],
    ["?", "", false],
    ["[abc]", "b", true],
    ["[a-c]x", "bx", true],
    ["[!a]", "a", false],
    ["[^a]", "b", true],
    ["[]x]", "]", true],
    ["[!]x]", "]", false],
    ["[a-]", "-", true],
    ["[[:digit:]]*", "7up", true],
    ["[[:digit:]a-c]", "b", true],
    ["[![:alpha:]]", "x", false],
    ["[[:nope:]]", ":]", true],
    ["[\\]]", "]", true],
    ["[a", "[a", true],
    ["a[", "a[", true],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["\\a", "a", true],
    ["a\\", "a\\", false],
    ["SYSTEM:*", "system:x", false],
  ])("%j of %j: %s", (pattern, text, expected) => expect(shellPattern(pattern)(text)).toBe(expected));

  it.each([
    ["SYSTEM:*", "system:X", true],
    ["[A-C]", "b", true],
    ["é", "É", false],
  ])("%j of %j without case: %s", (pattern, text, expected) =>
    expect(shellPattern(pattern, true)(text)).toBe(expected),
  );

  it("takes time in proportion to both lengths", () => {
    expect(shellPattern("*a".repeat(1000))("a".repeat(999) + "b".repeat(20_000))).toBe(false);
    expect(shellPattern("[".repeat(100_000))("[".repeat(100_000))).toBe(true);
  });
});

describe("a path", () => {
  it.each([
    ["/var/run", "/var/run", true],
    ["/var/run", "/var/run/docker.sock", true],
    ["/var/run", "//var///run/x", true],
    ["var/run/", "/var/run", true],
    ["/var/run", "/var/runx", false],
    ["/var/run", "/var", false],
    ["/", "", true],
    ["/", "anything", true],
    ["/*/v1", "/api/v1/pods", true],
    ["/*/v1", "/a/b/v1", false],
    ["/v[12]", "/v2/x", true],
    ["/a?", "/ab/c", true],
  ])("%s is the beginning of %s: %s", (path, text, expected) => expect(pathPrefix([path])(text)).toBe(expected));

  it("may be any of several", () => {
    expect(pathPrefix(["/x", "/a/b"])("/a/b/c")).toBe(true);
    expect(pathPrefix([])("/a")).toBe(false);
  });
});
