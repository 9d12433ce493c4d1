import { Command } from "commander";
import type { Globals, Shell } from "../command.ts";
import { printProblems } from "./print-problems.ts";
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

async function runLint(paths: string[], flags: Flags, shell: Shell): Promise<number> {
  const { io, app } = shell;
  refuseFormats("rules lint", flags, ["pretty", "json", "ndjson"]);
  const { lintRules, loadConfig } = await app();
  const report = await lintRules({
    config: await loadConfig(flags.config, io.env),
    paths,
    packs: flags.pack,
    env: io.env,
  });
  return printProblems(report, flags, shell);
}
