import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endpointOpened, everything, hostile, refused, resultOf, unmanaged } from "../../../test/cli/findings.ts";
import { AppError } from "../../model/errors.ts";
import { report } from "./report.ts";
import type { ScanResult } from "../../app/scan.ts";
import { sarif } from "./sarif.ts";

// The parts of the SARIF 2.1.0 schema that are written here, as strict as the schema: unknown members fail, as do
// values outside its enumerations and lists that must hold different items.
const distinct = <T extends z.ZodType>(item: T) =>
  z.array(item).refine((list) => new Set(list.map((entry) => JSON.stringify(entry))).size === list.length);
const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);
const tags = distinct(z.string());
const location = z.strictObject({
  physicalLocation: z
    .strictObject({
      artifactLocation: z.strictObject({ uri: z.string().regex(/^(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+$/) }),
      region: z.strictObject({ startLine: z.int().min(1) }).optional(),
    })
    .optional(),
  logicalLocations: distinct(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })).optional(),
});
const schema = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: distinct(
            z.strictObject({
              id: z.string(),
              shortDescription: message,
              defaultConfiguration: z.strictObject({ level }),
              properties: z.looseObject({ tags, "security-severity": z.string().regex(/^\d+\.\d$/) }),
            }),
          ),
        }),
      }),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message, locations: distinct(location) })),
        }),
      ),
      results: z.array(
        z
          .strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            kind: z.enum(["notApplicable", "pass", "fail", "review", "open", "informational"]),
            level,
            message,
            locations: z.array(location).min(1),
            partialFingerprints: z.record(z.string(), z.string()),
            properties: z.looseObject({ tags }),
          })
          // 3.27.10: a result that is no failure has level "none".
          .refine((result) => (result.kind === "fail") === (result.level !== "none")),
      ),
    }),
  ),
});

const written = (findings: Parameters<typeof resultOf>[0], part: Partial<ScanResult> = {}) => {
  const text = [...sarif(report(resultOf(findings, part), true))].join("");
  return schema.parse(JSON.parse(text)).runs[0]!;
};

describe("sarif", () => {
  it("keeps to the schema with every kind of finding, and with none", () => {
    expect(written(everything).results).toHaveLength(everything.length);
    expect(written([]).results).toEqual([]);
  });
  it("points each result at its rule", () => {
    const run = written(everything);
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]!.id).toBe(result.ruleId);
  });
  it("gives a rule the severity of its worst finding", () => {
    const rules = written([{ ...unmanaged, rule: endpointOpened.rule }, endpointOpened, refused]).tool.driver.rules;
    expect(rules.map((rule) => [rule.id, rule.defaultConfiguration.level])).toEqual([
      ["drift/aws_eks_cluster", "error"],
    ]);
  });
  it("shows the block in the source where it is known, else only the resource", () => {
    const [opened, entry] = written([endpointOpened, unmanaged]).results;
    expect(opened!.locations[0]!.physicalLocation).toEqual({
      artifactLocation: { uri: "infra/eks/main.tf" },
      region: { startLine: 12 },
    });
    expect(opened!.locations[0]!.logicalLocations![0]!.fullyQualifiedName).toBe("module.eks.aws_eks_cluster.this[0]");
    expect(entry!.locations[0]!.physicalLocation).toBeUndefined();
  });
  it("does not fail a build for what is over or quiet", () => {
    expect(written([refused]).results[0]).toMatchObject({ kind: "informational", level: "none" });
  });
  it("lets no event make a link or a placeholder", () => {
    const [result] = written([{ ...hostile, title: "see [here](https://evil.example) {0}" }]).results;
    expect(result!.message.text.split("\n")[0]).toBe("see [here] (https://evil.example) {{0}}");
    expect(result!.locations[0]!.physicalLocation!.artifactLocation.uri).toBe("../n%C3%A4h%20%7B0%7D/m%C3%A4%20in.tf");
  });
  it("says what could not be read", () => {
    const [invocation] = written([], {
      failures: [{ unit: "gone.json", error: new AppError("not.found", "gone.json: no such file") }],
      rejects: [{ unit: "a b.json", record: 3, offset: 9, reason: "json", detail: "not JSON", sample: "{" }],
    }).invocations;
    expect(invocation!.executionSuccessful).toBe(false);
    expect(invocation!.toolExecutionNotifications.map((entry) => entry.message.text)).toEqual([
      "gone.json: no such file",
      "record 3: not JSON",
    ]);
  });
});
