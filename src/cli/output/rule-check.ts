import type { LoadedRules } from "../../app/rules.ts";
import { ruleProblemText } from "../../app/rule-problems.ts";
import type { RuleProblem } from "../../model/rule.ts";
import type { Paint, Style } from "./paint.ts";
import { clean, pad, width } from "./text.ts";

const STYLES: { [level in RuleProblem["level"]]: readonly Style[] } = {
  error: ["bold", "red"],
  warning: ["yellow"],
  note: ["dim"],
};

/** `rules.yaml:14:7  error    NAME: what; what to do  CODE`, one line each; where nothing is wrong, a line that says so. */
export function* checkLines(
  { rules, problems }: Pick<LoadedRules, "rules" | "problems">,
  paint: Paint,
): Iterable<string> {
  const places = problems.map(({ at }) => clean(`${at.file}:${at.line}:${at.column}`));
  const columns = places.reduce((most, place) => Math.max(most, width(place)), 0);
  for (const [n, problem] of problems.entries()) {
    const { level, code } = problem;
    const place = paint(pad(places[n]!, columns), "dim");
    yield `${place}  ${paint(pad(level, 7), ...STYLES[level])}  ${clean(ruleProblemText(problem))}  ${paint(code, "dim")}`;
  }
  yield summary(rules.length, problems);
}

function summary(rules: number, problems: readonly RuleProblem[]): string {
  const found = (["error", "warning", "note"] as const).flatMap((level) => {
    const count = problems.filter((problem) => problem.level === level).length;
    return count === 0 ? [] : [counted(count, level)];
  });
  return `${counted(rules, "rule")} loaded: ${found.length === 0 ? "all right" : found.join(", ")}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/** A problem for programs. */
export function problemJson({ at, ...problem }: RuleProblem): object {
  return { ...at, ...problem };
}
