import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { binnacle } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "rules-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => path.join(folder, ...names);

const RULE = `- rule: Cluster deleted
  desc: x
  condition: ct.src = eks.amazonaws.com and ct.name = DeleteCluster and not ct.error exists
  output: "%ct.request.name is gone"
  priority: WARNING
  source: aws_cloudtrail
`;
const RECORDS = `records:
  call: { eventSource: eks.amazonaws.com, eventName: DeleteCluster, requestParameters: { name: prod } }
`;
const FIRES = `  - { rule: Cluster deleted, name: by hand, record: call, expect: prod is gone }\n`;
const REFUSED = `  - { rule: Cluster deleted, name: refused, record: call, patch: { errorCode: AccessDenied }, expect: quiet }\n`;

beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(at("cases"), { recursive: true });
  writeFileSync(at("clusters.yaml"), RULE);
});

describe("binnacle rules test", () => {
  it("exits 0 when the cases beside the rules hold", async () => {
    writeFileSync(at("cases/clusters.yaml"), `${RECORDS}cases:\n${FIRES}${REFUSED}`);
    expect(await binnacle("rules", "test", folder)).toMatchObject({ code: 0, out: "2 cases of 1 rule: all hold\n" });
  });

  it("takes for one file the cases of its name alone", async () => {
    writeFileSync(at("cases/clusters.yaml"), `${RECORDS}cases:\n${FIRES}${REFUSED}`);
    writeFileSync(at("cases/others.yaml"), "cases:\n  - { rule: Other, name: n, record: {}, expect: quiet }\n");
    expect(await binnacle("rules", "test", at("clusters.yaml"))).toMatchObject({ code: 0 });
    const { code, out } = await binnacle("rules", "test", folder);
    expect(out).toContain("there is no rule `Other` in the files tested");
    expect(code).toBe(1);
  });

  it("says what a rule made of a case instead, and which check decided", async () => {
    const file = at("cases/clusters.yaml");
    writeFileSync(file, `${RECORDS}cases:\n${FIRES}${REFUSED.replace("quiet", "prod is gone")}${REFUSED}`);
    const { code, out } = await binnacle("rules", "test", folder);
    expect(out).toBe(
      `✗ Cluster deleted: refused  ${file}:5:5\n` +
        '    expected  "prod is gone"\n' +
        "    actual    quiet\n" +
        "    because   ct.error exists is true (ct.error: AccessDenied)\n" +
        "\n3 cases of 1 rule: 1 failed\n",
    );
    expect(code).toBe(1);
  });

  it("asks for a case that fires and one that is quiet", async () => {
    rmSync(at("cases"), { recursive: true });
    const { code, out } = await binnacle("rules", "test", folder, "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      summary: { rules: 1, cases: 0, failed: 0, problems: 1 },
      problems: [{ item: "Cluster deleted", message: "no case in which it fires, and none in which it is quiet" }],
    });
    expect(code).toBe(1);
  });

  it("tests nothing while a rule does not load", async () => {
    writeFileSync(at("clusters.yaml"), RULE.replace("ct.name =", "ct.nome ="));
    const { code, err } = await binnacle("rules", "test", folder);
    expect(err).toContain("clusters.yaml:3:");
    expect(code).toBe(1);
  });

  it("tests the packs of the configuration where nobody names a file", async () => {
    expect(await binnacle("rules", "test")).toMatchObject({ code: 0, out: expect.stringMatching(/all hold\n$/) });
  });
});
