import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

// Rules 1 and 2 of the house: imports go down only, and parts never import each other.
const LEVELS = [
  ["cli"],
  ["api", "app"],
  ["sources", "events", "rules", "detectors", "terraform", "stores"],
  ["lib", "tables"],
  ["model"],
];
const ALLOWED_BESIDE = new Set(["detectors → terraform"]);

const levelOf = (part: string) => LEVELS.findIndex((parts) => parts.includes(part));
const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => path.join("src", file));

function violations(file: string): string[] {
  const from = file.split(path.sep)[1]!;
  const imports = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  return [...imports].flatMap(([, target]) => {
    const to = path.relative("src", path.resolve(path.dirname(file), target!)).split(path.sep)[0]!;
    if (to === from || ALLOWED_BESIDE.has(`${from} → ${to}`)) return [];
    if (levelOf(to) === -1) return [`${file}: ${to}/ has no place in LEVELS`];
    return levelOf(to) > levelOf(from) ? [] : [`${file}: ${from}/ must not import ${to}/ (${target})`];
  });
}

describe("the layers", () => {
  it("has files to look at", () => expect(files.length).toBeGreaterThan(10));
  it("imports go down only", () => expect(files.flatMap(violations)).toEqual([]));
  it("knows every folder", () => {
    const folders = new Set(files.map((file) => file.split(path.sep)[1]!));
    expect([...folders].filter((folder) => levelOf(folder) === -1)).toEqual([]);
  });
});
