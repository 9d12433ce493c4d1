import { describe, expect, it } from "vitest";
import { clean, cut, pad, safeJson, width, wrap } from "./text.ts";

describe("clean", () => {
  it.each([
    ["plain text stays", "prod:general-workers", "prod:general-workers"],
    ["accents and CJK stay", "Zoë 本番", "Zoë 本番"],
    ["a colour", "\u001b[31mred", "\\e[31mred"],
    ["a C1 control sequence introducer", "\u009b2J", "\\x9b2J"],
    ["a new line cannot fake a second finding", "a\r\nCRITICAL", "a\\r\\nCRITICAL"],
    ["right-to-left override", "exe\u202egpj", "exe\\u{202e}gpj"],
    ["zero width", "pro\u200bd", "pro\\u{200b}d"],
    ["half a surrogate pair", "x\ud800y", "x\\u{d800}y"],
    ["invisible tag characters", "x\u{e0041}y", "x\\u{e0041}y"],
  ])("%s", (_, given, expected) => expect(clean(given)).toBe(expected));
});

describe("safeJson", () => {
  it("escapes what a terminal obeys and parses back to the same value", () => {
    const value = { name: "a\u009bb\u202ec\u{e0041}d\u001be\u007f本\n" };
    const text = safeJson(value);
    expect(text).toBe('{"name":"a\\u009bb\\u202ec\\udb40\\udc41d\\u001be\\u007f本\\n"}');
    expect(JSON.parse(text)).toEqual(value);
  });
  it("keeps the line breaks of indented JSON", () => expect(safeJson({ a: 1 }, 2)).toBe('{\n  "a": 1\n}'));
});

describe("columns", () => {
  it.each([
    ["ascii", "abc", 3],
    ["wide", "本番", 4],
    ["combining", "e\u0301", 1],
    ["emoji", "🚀", 2],
    ["arrow", "→", 1],
  ])("%s", (_, text, columns) => expect(width(text)).toBe(columns));
  it("pads by columns, not by characters", () => expect(pad("本", 4)).toBe("本  "));
  it("cuts by columns", () => expect(cut("本番環境", 5)).toBe("本番…"));
  it("leaves alone what fits", () => expect(cut("abc", 3)).toBe("abc"));
});

describe("wrap", () => {
  it("breaks at spaces", () => expect(wrap("one two three", 8)).toEqual(["one two", "three"]));
  it("breaks a word that is too long", () => expect(wrap("a abcdefghij", 4)).toEqual(["a", "abcd", "efgh", "ij"]));
  it("gets on where a character is wider than the line", () => expect(wrap("本番", 1)).toEqual(["本", "番"]));
});
