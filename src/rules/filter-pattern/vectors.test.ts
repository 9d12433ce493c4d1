import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePattern, PatternError } from "./index.ts";

interface Vectors {
  lines: { [name: string]: string };
  vectors: { id: string; pattern: string; line: string; expect: boolean | "invalid" }[];
}

const FOLDER = "test/fixtures/rules";
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, "utf8");
const { lines, vectors } = JSON.parse(read("filter-pattern-vectors.json")) as Vectors;

function outcome(pattern: string, line: string): boolean | "invalid" {
  try {
    return compilePattern(pattern).matches(line);
  } catch (error) {
    if (error instanceof PatternError) return "invalid";
    throw error;
  }
}

describe("what CloudWatch lets through", () => {
  it("has all vectors", () => expect(vectors).toHaveLength(112));
  it.each(vectors)("$id $pattern on $line: $expect", ({ pattern, line, expect: expected }) => {
    expect(outcome(pattern, lines[line]!)).toBe(expected);
  });
});

describe("a team's pattern for changes of RBAC by people", () => {
  const pattern = compilePattern(read("rbac-filter-pattern.txt").trimEnd());
  const events = read("rbac-filter.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: number; expect: boolean; message: string });

  it("has all events", () => expect(events).toHaveLength(18));
  it.each(events)("event $id: $expect", ({ expect: expected, message }) => {
    expect(pattern.matches(message)).toBe(expected);
  });

  it("has a namespace twice, a resource that does not exist, and blind spots", () => {
    expect(pattern.lints.map(({ code, message }) => [code, message])).toEqual([
      ["truncated-blind", "audit events that were cut off ([Truncated...]) are no JSON and never match"],
      ["impersonation-blind", "who impersonates one of these users has another user.username"],
      ["arn-user-blind", "users that are mapped by their ARN begin with arn:, not with this"],
      ["dup-branch", "this stands here twice"],
      ["never-matches", '"role" is no Kubernetes resource name'],
    ]);
  });
});
