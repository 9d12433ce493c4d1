import type { RuleProblem } from "../../model/rule.ts";

/** Each problem once, in the order of the files and of their lines. */
export function inOrder(problems: readonly RuleProblem[], files: readonly string[]): RuleProblem[] {
  const turn = new Map(files.map((file, n) => [file, n]));
  const turnOf = ({ at }: RuleProblem) => turn.get(at.file) ?? files.length;
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].toSorted(
    (a, b) => turnOf(a) - turnOf(b) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
}
