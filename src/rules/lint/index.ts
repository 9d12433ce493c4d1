import type { RuleProblem } from "../../model/rule.ts";
import type { LoadedRules } from "../load.ts";
import { inOrder } from "../files/problem-order.ts";
import { amongRules } from "./among-rules.ts";
import { checks } from "./checks/index.ts";
import { shownWrongly } from "./checks/request-members.ts";
import { claimsIn } from "./condition.ts";
import type { Claim } from "./condition.ts";
import { demandsOf, sitesIn } from "./demands.ts";
import { outcomeNote } from "./outcome.ts";
import type { Remark } from "./remark.ts";
import { subjectOf } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { comesTo, contradictions } from "./whole.ts";

/** How rules of a run take turns. */
export interface LintSettings {
  matching: "all" | "first";
}

/**
 * What is wrong, odd or worth knowing in loaded rules: what loading said (unknown keys as errors), and conditions that can
 * never be so, or always are, with why. An error is a rule that can never match.
 */
export function lint(loaded: LoadedRules, settings: LintSettings): RuleProblem[] {
  const subjects = loaded.rules.map(subjectOf);
  const found = [...loaded.problems.map(strict), ...subjects.flatMap(lintOne), ...amongRules(subjects, settings)];
  const files = [...new Set(found.map(({ at }) => at.file))];
  return inOrder(found, files);
}

function strict(problem: RuleProblem): RuleProblem {
  return problem.code === "LOAD_UNKNOWN_KEY" ? { ...problem, level: "error" } : problem;
}

function lintOne(subject: Subject): RuleProblem[] {
  const { asked, source } = subject;
  const never = new Set<Claim>();
  const remarks: Remark[] = [...subject.remarks];
  const paths = new Set(claimsIn(asked).map(({ path }) => path ?? ""));
  for (const { claim, around } of sitesIn(asked)) {
    const said = checks.flatMap((check) => check({ claim, around, source, paths }));
    const isNever = isImpossible(claim, said);
    if (isNever) never.add(claim);
    // One of several texts that cannot be there leaves the others.
    remarks.push(...said.map((remark) => ({ ...remark, ...(remark.impossible ? { impossible: isNever } : {}) })));
  }
  for (const { claim, remark } of contradictions(asked)) {
    never.add(claim);
    remarks.push(remark);
  }
  const result = comesTo(asked, { source, never });
  const problems = once(withoutWeaker(remarks)).map((remark) => problemOf(remark, subject, result === false));
  return [...problems, ...wholeProblems(subject, result), ...shownProblems(subject), ...outcomeNote(subject)];
}

/** A claim can never be so where its field cannot, or none of the texts that it asks for. */
function isImpossible({ test }: Claim, said: readonly Remark[]): boolean {
  const impossible = said.filter(({ impossible: is }) => is);
  if (impossible.some(({ value }) => value === undefined)) return true;
  const wrong = new Set(impossible.map(({ value }) => value));
  return test.is === "one-of" && test.values.length > 0 && test.values.every((value) => wrong.has(value));
}

function problemOf(remark: Remark, subject: Subject, isNever: boolean): RuleProblem {
  const { code, message, hint, macro, impossible, isNote } = remark;
  const isError = isNever && impossible === true;
  const where = macro === undefined ? "" : ` (in the macro \`${macro}\`)`;
  return {
    level: isError ? "error" : isNote ? "note" : "warning",
    code,
    item: subject.rule.id,
    at: subject.at(remark),
    message: `${message}${where}${isError ? ", so the rule can never match" : ""}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function wholeProblems({ rule }: Subject, result: boolean | undefined): RuleProblem[] {
  if (result !== true) return [];
  const message = "the condition is true of every event of its source";
  return [{ level: "warning", code: "meets-every-event", item: rule.id, at: rule.at, message }];
}

const NO_PATHS: ReadonlySet<string> = new Set();

/** Fields that are shown and that no record of the calls has. */
function shownProblems(subject: Subject): RuleProblem[] {
  const around = demandsOf(subject.asked);
  return subject.shown.flatMap(({ claim, at }) => {
    const said = shownWrongly({ claim, around, source: subject.source, paths: NO_PATHS });
    return said.map((remark) => ({ ...problemOf({ ...remark, impossible: false }, subject, false), at }));
  });
}

/** Of what is said of a place under one code, what says that it can never be so is enough. */
function withoutWeaker(remarks: readonly Remark[]): Remark[] {
  const strong = new Set(remarks.filter(({ impossible }) => impossible).map(({ code, from }) => `${code} ${from}`));
  return remarks.filter(({ impossible, code, from }) => impossible !== undefined || !strong.has(`${code} ${from}`));
}

/** One place can be looked at twice: in a macro that is used twice, in a list that is put in. */
function once(remarks: readonly Remark[]): Remark[] {
  const seen = new Set<string>();
  return remarks.filter(({ code, message, from, macro }) => {
    const key = JSON.stringify([code, message, from, macro]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
