import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { refuse } from "./command.ts";
import type { Globals, Shell } from "./command.ts";

/** Beside the build when installed, in the repository's `packs` when run from the sources. */
const FOLDERS = ["../packs/demo", "../../packs/demo"];

const INTRODUCTION =
  "A recorded day at Larkspur Books, a shop that does not exist: CloudTrail files, a Terraform state and its source.";

export function demo(shell: Shell): Command {
  return new Command("demo")
    .description("replay a recorded story through the real pipeline and print what it finds")
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<Globals>();
      refuse(command, options, ["config"]);
      const [{ print }, { scan, loadConfig }] = await Promise.all([import("./print.ts"), shell.app()]);
      if (!options.quiet) await shell.io.err.write(`${INTRODUCTION}\n\n`);
      process.chdir(storyFolder()); // so that the story's files are named as in its own folder
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

function storyFolder(): string {
  const folders = FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  return folders.find((folder) => existsSync(folder)) ?? folders[0]!;
}
