import { expect, it } from "vitest";
import type { RuleTestReport } from "../../app/rule-cases.ts";
import type { Explanation } from "../../model/rule.ts";
import { parseCases } from "../../rules/cases/index.ts";
import { caseReportJson, caseReportLines } from "./case-report.ts";
import { plain } from "./paint.ts";

const text = "cases:\n  - { rule: R, name: refused, record: {}, expect: quiet }\n";
const [one] = parseCases({ file: "cases/r.yaml", text }).cases;
const check = (more: Partial<Explanation>): Explanation => ({
  kind: "check",
  text: "ct.error exists",
  result: false,
  decided: true,
  seen: [{ field: "ct.error" }],
  parts: [],
  ...more,
});
const hidden = check({ text: "ct.user = x", result: "unknown", seen: [{ field: "ct.user", unseen: true }] });
const other = check({ text: "ct.name = X", decided: false });
const explanation = check({ kind: "and", text: "all", parts: [check({}), hidden, other] });

const clean: RuleTestReport = { rules: 1, run: 2, failures: [], problems: [] };
const failed: RuleTestReport = {
  rules: 1,
  run: 2,
  failures: [{ case: one!, actual: { output: "it\nhappened" }, explanation }],
  problems: [
    { level: "error", code: "case.missing", item: "R", at: { file: "r.yaml", line: 1, column: 9 }, message: "no case" },
  ],
};

it("says in one line that all hold", () => {
  expect([...caseReportLines(clean, plain)]).toEqual(["2 cases of 1 rule: all hold"]);
});

it("says what was expected, what came, and which checks decided", () => {
  expect([...caseReportLines(failed, plain)]).toEqual([
    "✗ R: refused  cases/r.yaml:2:5",
    "    expected  quiet",
    '    actual    "it\\nhappened"',
    "    because   ct.error exists is false (ct.error: absent)",
    "              ct.user = x cannot be told (ct.user: not in the record)",
    "r.yaml:1:9  R: no case",
    "",
    "2 cases of 1 rule: 1 failed, 1 problem",
  ]);
});

it("says the same to programs", () => {
  expect(caseReportJson(failed)).toMatchObject({
    summary: { rules: 1, cases: 2, failed: 1, problems: 1 },
    failures: [
      {
        rule: "R",
        case: "refused",
        at: { file: "cases/r.yaml", line: 2, column: 5 },
        expected: "quiet",
        actual: { output: "it\nhappened" },
        because: [{ text: "ct.error exists" }, { text: "ct.user = x", result: "unknown" }],
      },
    ],
    problems: [{ code: "case.missing" }],
  });
});
