import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { binnacle } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "rules-lint-"));
afterAll(() => rmSync(folder, { recursive: true }));

function ruleFile(name: string, condition: string): string {
  const file = path.join(folder, name);
  const rule = { rule: "r", desc: "x", condition, output: "x", priority: "INFO", source: "k8s_audit" };
  writeFileSync(file, JSON.stringify([rule]));
  return file;
}

describe("binnacle rules lint", () => {
  it("says why a rule can never match, and exits 1", async () => {
    const file = ruleFile("never.yaml", "ka.target.resource = role");
    const { code, out } = await binnacle("rules", "lint", file);
    expect(out).toBe(
      `${file}:1:38  error    r: "role" is no Kubernetes resource name, so the rule can never match; did you mean "roles"?  no-such-resource\n` +
        "1 rule loaded: 1 error\n",
    );
    expect(code).toBe(1);
  });

  it("warns of what is only odd, and exits 0", async () => {
    const file = ruleFile("odd.yaml", "ka.target.resource in (roles, role)");
    const { code, out } = await binnacle("rules", "lint", file, "--format", "json");
    expect(JSON.parse(out)).toEqual([
      {
        file,
        line: 1,
        column: 38,
        level: "warning",
        code: "no-such-resource",
        item: "r",
        message: '"role" is no Kubernetes resource name',
        hint: 'did you mean "roles"?',
      },
    ]);
    expect(code).toBe(0);
  });

  it("has nothing to say of a rule that is right", async () => {
    const { code, out } = await binnacle("rules", "lint", ruleFile("right.yaml", "ka.target.resource = roles"));
    expect(out).toBe("1 rule loaded: all right\n");
    expect(code).toBe(0);
  });
});
