import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../filter-pattern/index.ts";
import { aggregates } from "./aggregates/index.ts";
import { functions } from "./functions/index.ts";
import { compileQuery } from "./index.ts";
import { COMMANDS } from "./syntax/names.ts";

const page = readFileSync("docs/query.md", "utf8");
const commands = [...page.matchAll(/binnacle query (?:--filter '([^']*)' )?(?:'([^']*)')?/g)];

describe("the guide to queries", () => {
  it("shows queries and patterns that can be run", () => {
    const given = (group: number) => commands.flatMap((match) => match[group] ?? []);
    expect(given(1).map((pattern) => compilePattern(pattern).kind)).toEqual(["json", "json"]);
    expect(given(2).map((text) => compileQuery(text).columns.length > 0)).toEqual(
      Array.from({ length: 6 }, () => true),
    );
  });

  it.each([...COMMANDS, ...[...functions, ...aggregates].map(({ name }) => name)])("names %s", (name) => {
    expect(page).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
