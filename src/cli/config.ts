import { Command } from "commander";
import { refuse } from "./command.ts";
import type { Globals, Shell } from "./command.ts";
import { clean } from "./output/text.ts";

export function config(shell: Shell): Command {
  const parent = new Command("config").description(
    "validate the configuration, print it with defaults, or its JSON Schema",
  );

  parent
    .command("check")
    .description("name every mistake of the configuration, one a line")
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<Globals>();
      refuse(command, options, ["format"]);
      const { loadConfig } = await shell.app();
      const { file, notices } = await loadConfig(options.config, shell.io.env);
      for (const notice of options.quiet ? [] : notices) await shell.io.err.write(`${clean(notice.text)}\n`);
      if (!options.quiet)
        await shell.io.out.write(`${file === undefined ? "no file, defaults" : clean(file)}: right\n`);
    });

  parent
    .command("show")
    .description("print the configuration as it is in force, defaults included, secrets masked")
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<Globals>();
      refuse(command, options, ["format"]);
      const { loadConfig, renderConfig } = await shell.app();
      await shell.io.out.write(renderConfig(await loadConfig(options.config, shell.io.env)));
    });

  parent
    .command("schema")
    .description("print the JSON Schema of the configuration, for editors")
    .action(async (_, command: Command) => {
      refuse(command, command.optsWithGlobals<Globals>(), ["format", "config"]);
      const { configSchema } = await shell.app();
      await shell.io.out.write(`${JSON.stringify(configSchema(), null, 2)}\n`);
    });

  return parent;
}
