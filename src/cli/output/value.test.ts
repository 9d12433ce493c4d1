import { describe, expect, it } from "vitest";
import { show, showDelta } from "./value.ts";

describe("show", () => {
  it.each([
    ["text", "prod", "prod"],
    ["empty text", "", '""'],
    ["a number", 3, "3"],
    ["nothing", null, "null"],
    ["not known", undefined, "?"],
    ["a list", ["a", 1], '["a",1]'],
    ["an escape sequence in a list", ["\u009b2J"], '["\\x9b2J"]'],
  ])("%s", (_, value, expected) => expect(show(value)).toBe(expected));
});

describe("showDelta", () => {
  it.each([
    ["added and removed", { add: ["api"], remove: ["audit"] }, "+api -audit"],
    ["only added", { add: ["api", "audit"] }, "+api +audit"],
    ["something else", { add: ["api"], other: 1 }, undefined],
    ["an object that happens to have such a key", { add: "x" }, undefined],
    ["an empty object", {}, undefined],
    ["a list", ["add"], undefined],
  ])("%s", (_, value, expected) => expect(showDelta(value)).toBe(expected));
});
