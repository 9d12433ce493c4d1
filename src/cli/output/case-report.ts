import type { RuleTestReport } from "../../app/rule-cases.ts";
import { ruleProblemLines } from "../../app/rule-problems.ts";
import type { Explanation } from "../../model/rule.ts";
import { deciding } from "../../rules/cases/index.ts";
import type { CaseFailure, Expectation } from "../../rules/cases/index.ts";
import { positionOf } from "../../rules/files/source-file.ts";
import type { Paint } from "./paint.ts";
import { clean, cut } from "./text.ts";
import { show } from "./value.ts";

const VALUE_COLUMNS = 120;

/** What failed and why, then one line of summary. */
export function* caseReportLines(report: RuleTestReport, paint: Paint): Iterable<string> {
  for (const failure of report.failures) yield* failureLines(failure, paint);
  if (report.problems.length > 0) yield* ruleProblemLines(report.problems).map(clean);
  if (report.failures.length + report.problems.length > 0) yield "";
  yield summary(report);
}

function* failureLines({ case: one, actual, explanation }: CaseFailure, paint: Paint): Iterable<string> {
  const { file, line, column } = positionOf(one.place);
  const place = paint(clean(`${file}:${line}:${column}`), "dim");
  yield `${paint("✗", "red")} ${paint(clean(one.rule), "bold")}: ${clean(one.name)}  ${place}`;
  yield `    expected  ${words(one.expect)}`;
  yield `    actual    ${words(actual)}`;
  for (const [at, check] of deciding(explanation).entries()) {
    yield `    ${at === 0 ? "because" : "       "}   ${checkWords(check)}`;
  }
}

function words(expectation: Expectation): string {
  return clean(typeof expectation === "string" ? expectation : JSON.stringify(expectation.output));
}

function checkWords({ text, result, seen }: Explanation): string {
  const values = seen.map(({ field, value, unseen }) => {
    const word = unseen ? "not in the record" : value === undefined ? "absent" : cut(show(value), VALUE_COLUMNS);
    return `${clean(field)}: ${word}`;
  });
  const outcome = result === "unknown" ? "cannot be told" : `is ${result}`;
  return `${clean(text)} ${outcome}${values.length === 0 ? "" : ` (${values.join(", ")})`}`;
}

function summary({ run, rules, failures, problems }: RuleTestReport): string {
  const tested = `${counted(run, "case")} of ${counted(rules, "rule")}`;
  if (failures.length + problems.length === 0) return `${tested}: all hold`;
  const wrong = [
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    ...(problems.length > 0 ? [counted(problems.length, "problem")] : []),
  ];
  return `${tested}: ${wrong.join(", ")}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The same for programs. */
export function caseReportJson({ run, rules, failures, problems }: RuleTestReport): object {
  return {
    summary: { rules, cases: run, failed: failures.length, problems: problems.length },
    failures: failures.map(({ case: one, actual, explanation }) => ({
      rule: one.rule,
      case: one.name,
      at: positionOf(one.place),
      expected: one.expect,
      actual,
      because: deciding(explanation).map(({ text, result, seen }) => ({ text, result, seen })),
    })),
    problems,
  };
}
