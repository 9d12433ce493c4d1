import { expect, it } from "vitest";
import { globMatches } from "./glob.ts";

it.each([
  ["prod-*", "prod-eu", true],
  ["prod-*", "prod-", true],
  ["prod-*", "preprod-eu", false],
  ["*-eu", "prod-eu", true],
  ["*-eu", "prod-eu-2", false],
  ["p?od", "prod", true],
  ["p?od", "pod", false],
  ["a*b*c", "a-b-b-c", true],
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["a.c", "abc", false],
  ["[a]", "a", false],
  [`${"*a".repeat(5000)}b`, "a".repeat(10_000), false],
])("%s fits %s: %s", (pattern, text, fits) => expect(globMatches(pattern, text)).toBe(fits));
