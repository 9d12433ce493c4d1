import type { LoadedRules } from "../../rules/load.ts";
import type { Globals, Shell } from "../command.ts";

/** Prints what is wrong with rules, with `--quiet` the errors alone. @returns the exit code: 1 where there is an error */
export async function printProblems(
  { rules, problems: found }: Pick<LoadedRules, "rules" | "problems">,
  flags: Globals,
  { io }: Shell,
): Promise<number> {
  const { checkLines, problemJson } = await import("../output/rule-check.ts");
  const { safeJson } = await import("../output/text.ts");
  const problems = flags.quiet ? found.filter(({ level }) => level === "error") : found;
  if (flags.format === "json") {
    await io.out.write(`${safeJson(problems.map(problemJson), 2)}\n`);
  } else if (flags.format === "ndjson") {
    for (const problem of problems) await io.out.write(`${safeJson(problemJson(problem))}\n`);
  } else {
    const { coloured, plain } = await import("../output/paint.ts");
    const paint = io.out.isTerminal && flags.color && !io.env["NO_COLOR"] ? coloured : plain;
    for (const line of checkLines({ rules, problems }, paint)) await io.out.write(`${line}\n`);
  }
  return problems.some(({ level }) => level === "error") ? 1 : 0;
}
