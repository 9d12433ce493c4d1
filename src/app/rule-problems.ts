import type { RuleProblem } from "../model/rule.ts";

/** One line each: `rules.yaml:14:7  EKS Cluster Created: unknown field; did you mean …?`, columns aligned. */
export function ruleProblemLines(problems: readonly RuleProblem[]): string[] {
  const places = problems.map(({ at }) => `${at.file}:${at.line}:${at.column}`);
  const width = places.reduce((most, place) => Math.max(most, place.length), 0);
  return problems.map((problem, n) => `${places[n]!.padEnd(width)}  ${ruleProblemText(problem)}`);
}

/** What is wrong with which item, and what to do. */
export function ruleProblemText({ item, message, hint }: RuleProblem): string {
  return `${item === undefined ? "" : `${item}: `}${message}${hint === undefined ? "" : `; ${hint}`}`;
}
