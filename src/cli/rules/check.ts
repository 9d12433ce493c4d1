import { Command } from "commander";
import { repeated } from "../arguments.ts";
import { refuseFormats } from "../command.ts";
import type { Globals, Shell } from "../command.ts";
import { printProblems } from "./print-problems.ts";

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

async function runCheck(paths: string[], flags: Flags, shell: Shell): Promise<number> {
  const { io, app } = shell;
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
  return printProblems(loaded, flags, shell);
}
