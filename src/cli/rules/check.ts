import { Command } from "commander";
import { repeated } from "../arguments.ts";
import { refuseFormats } from "../command.ts";
import type { Globals, Shell } from "../command.ts";

interface Flags extends Globals {
  pack?: string[];
}

/** `rules check`: loads rules and says all that is wrong with them. */
export function rulesCheck(shell: Shell): Command {
  return new Command("check")
    .description("name every mistake of rule files, one a line; exits 1 on an error")
    .argument("[path...]", "rule files or folders (default: the configured rules and packs)")
    .option("--pack <name>", "pack that these rules build on (repeatable)", repeated)
    .action(async (paths: string[], _, command: Command) => {
      shell.finish(await runCheck(paths, command.optsWithGlobals<Flags>(), shell));
    });
}

async function runCheck(paths: string[], flags: Flags, { io, app }: Shell): Promise<number> {
  refuseFormats("rules check", flags, ["pretty", "json", "ndjson"]);
  const { loadRuleSet, loadConfig } = await app();
  const config = await loadConfig(flags.config, io.env);
  const loaded = await loadRuleSet({
    config,
    paths,
    packs: flags.pack,
    alone: paths.length > 0,
    keepGoing: true,
    env: io.env,
  });
  const { checkLines, problemJson } = await import("../output/rule-check.ts");
  const { safeJson } = await import("../output/text.ts");
  const problems = flags.quiet ? loaded.problems.filter(({ level }) => level === "error") : loaded.problems;
  if (flags.format === "json") {
    await io.out.write(`${safeJson(problems.map(problemJson), 2)}\n`);
  } else if (flags.format === "ndjson") {
    for (const problem of problems) await io.out.write(`${safeJson(problemJson(problem))}\n`);
  } else {
    const { coloured, plain } = await import("../output/paint.ts");
    const paint = io.out.isTerminal && flags.color && !io.env["NO_COLOR"] ? coloured : plain;
    for (const line of checkLines({ ...loaded, problems }, paint)) await io.out.write(`${line}\n`);
  }
  return problems.some(({ level }) => level === "error") ? 1 : 0;
}
