import path from "node:path";
import { Command } from "commander";
import { refuse } from "./command.ts";
import type { Globals, Shell } from "./command.ts";

const INTRODUCTION =
  "A recorded day at Larkspur Books, a shop that does not exist: CloudTrail files, a Terraform state and its source.";

export function demo(shell: Shell): Command {
  return new Command("demo")
    .description("replay a recorded story through the real pipeline and print what it finds")
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<Globals>();
      refuse(command, options, ["config"]);
      const [{ print }, { packsFolder }, { scan, loadConfig }] = await Promise.all([
        import("./print.ts"),
        import("../app/packs.ts"),
        shell.app(),
      ]);
      if (!options.quiet) await shell.io.err.write(`${INTRODUCTION}\n\n`);
      process.chdir(path.join(packsFolder(), "demo")); // so that the story's files are named as in its own folder
      const result = await scan({
        inputs: ["AWSLogs"],
        states: [],
        code: [],
        config: await loadConfig("binnacle.yaml", {}),
        signal: shell.io.signal,
      });
      await print(result, { ...options, all: true }, shell.io, { recorded: true });
    });
}
