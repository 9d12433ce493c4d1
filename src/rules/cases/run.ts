import { nearest } from "../../lib/nearest.ts";
import type { Event, EventKind } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Explanation, Rule, RuleProblem } from "../../model/rule.ts";
import { positionOf } from "../files/source-file.ts";
import type { Expectation, RuleCase } from "./rule-case.ts";

/** What cases are run with: how a record becomes an event, and what is known beside it. */
export interface World {
  eventOf: (record: JsonObject, source: EventKind, cluster: string | undefined) => Event;
  facts: Facts;
}

/** A case whose rule did something else. */
export interface CaseFailure {
  case: RuleCase;
  actual: Expectation;
  /** Why the rule came out as it did. */
  explanation: Explanation;
}

export interface CaseReport {
  /** How many cases were run. */
  run: number;
  failures: CaseFailure[];
  /** Cases of no rule, and rules without a firing or without a quiet case. */
  problems: RuleProblem[];
}

/** Runs cases; each rule given must have one that fires and one that is quiet. */
export function runCases(cases: readonly RuleCase[], rules: readonly Rule[], world: World): CaseReport {
  const byName = new Map(rules.map((rule) => [rule.id, rule]));
  const report: CaseReport = { run: 0, failures: [], problems: [] };
  for (const each of cases) {
    const rule = byName.get(each.rule);
    if (!rule) {
      report.problems.push(noRule(each, byName.keys()));
      continue;
    }
    report.run += 1;
    const event = world.eventOf(each.record, rule.source, each.cluster);
    const actual = judgement(rule, event, world.facts);
    if (isSame(actual, each.expect)) continue;
    report.failures.push({ case: each, actual, explanation: rule.when.explain(event, world.facts) });
  }
  report.problems.push(...rules.flatMap((rule) => lacking(rule, cases)));
  return report;
}

/** What a rule makes of one event: its output, or why there is none. A query looks at a window of this event alone. */
export function judgement(rule: Rule, event: Event, facts: Facts): Expectation {
  const truth = rule.when.test(event, facts);
  if (truth === "unknown") return "unknown";
  if (!truth) return "quiet";
  const { window } = rule;
  const rows = window?.rows(window.add(undefined, event));
  return rows && rows.length < window!.atLeast ? "quiet" : { output: rule.render(event) };
}

function isSame(a: Expectation, b: Expectation): boolean {
  return typeof a === "string" || typeof b === "string" ? a === b : a.output === b.output;
}

function noRule({ rule, rulePlace }: RuleCase, names: Iterable<string>): RuleProblem {
  const meant = nearest(rule, names);
  const hint = meant ? `did you mean \`${meant}\`?` : "name the file of the rule as well";
  const message = `there is no rule \`${rule}\` in the files tested`;
  return { level: "error", code: "case.no-rule", item: rule, at: positionOf(rulePlace), message, hint };
}

function lacking(rule: Rule, cases: readonly RuleCase[]): RuleProblem[] {
  const own = cases.filter((each) => each.rule === rule.id);
  const missing = [
    ...(own.some(({ expect }) => typeof expect === "object") ? [] : ["fires"]),
    ...(own.some(({ expect }) => expect === "quiet") ? [] : ["is quiet"]),
  ];
  if (missing.length === 0) return [];
  const message = `no case in which it ${missing.join(", and none in which it ")}`;
  const hint = "write it in the folder `cases` beside the rule file";
  return [{ level: "error", code: "case.missing", item: rule.id, at: rule.at, message, hint }];
}
