import { Command } from "commander";
import type { Globals, Shell } from "../command.ts";
import { repeated } from "../arguments.ts";
import { refuseFormats } from "../command.ts";

interface Flags extends Globals {
  pack?: string[];
}

/** `rules lint`: what no event can be, and what a rule meets beside what was meant. */
export function rulesLint(shell: Shell): Command {
  return new Command("lint")
    .description("find conditions that can never match, or always do, and say why; exits 1 on an error")
    .argument("[path...]", "rule files or folders (default: the configured rules and packs)")
    .option("--pack <name>", "pack that these rules build on (repeatable)", repeated)
    .action(async (paths: string[], _, command: Command) => {
      shell.finish(await runLint(paths, command.optsWithGlobals<Flags>(), shell));
    });
}

async function runLint(paths: string[], flags: Flags, { io, app }: Shell): Promise<number> {
  refuseFormats("rules lint", flags, ["pretty", "json", "ndjson"]);
  const { lintRules, loadConfig } = await app();
  const report = await lintRules({
    config: await loadConfig(flags.config, io.env),
    paths,
    packs: flags.pack,
    env: io.env,
  });
  const { checkLines, problemJson } = await import("../output/rule-check.ts");
  const { safeJson } = await import("../output/text.ts");
  const problems = flags.quiet ? report.problems.filter(({ level }) => level === "error") : report.problems;
  if (flags.format === "json") {
    await io.out.write(`${safeJson(problems.map(problemJson), 2)}\n`);
  } else if (flags.format === "ndjson") {
    for (const problem of problems) await io.out.write(`${safeJson(problemJson(problem))}\n`);
  } else {
    const { coloured, plain } = await import("../output/paint.ts");
    const paint = io.out.isTerminal && flags.color && !io.env["NO_COLOR"] ? coloured : plain;
    for (const line of checkLines({ rules: report.rules, problems }, paint)) await io.out.write(`${line}\n`);
  }
  return problems.some(({ level }) => level === "error") ? 1 : 0;
}
