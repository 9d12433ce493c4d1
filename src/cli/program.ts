import { Command, Option } from "commander";
import { loadApp } from "./app.ts";
import type { App } from "./app.ts";
import type { Shell } from "./command.ts";
import { config } from "./config.ts";
import { demo } from "./demo.ts";
import { reportError } from "./errors.ts";
import { explain } from "./explain.ts";
import type { Io } from "./io.ts";
import { EXIT_CODES } from "./exit-code.ts";
import { FORMATS } from "./output/formats.ts";
import { query } from "./query.ts";
import { rules } from "./rules/index.ts";
import { scan } from "./scan.ts";
import { version } from "./version.ts";

/**
 * Runs one command line.
 * @param argv  what follows the program's name
 * @returns the exit code; whatever goes wrong has been said on standard error
 */
export async function run(argv: readonly string[], io: Io, app: () => Promise<App> = loadApp): Promise<number> {
  let code = 0;
  const program = build({ io, app, finish: (result) => (code = result) });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (thrown) {
    return reportError(thrown, io, argv.includes("--verbose"));
  }
}

/** The command tree; the reference page is generated from it. */
export function build(shell: Shell): Command {
  const program = new Command("binnacle")
    .description("Says who changed an EKS cluster outside Terraform, what exactly they changed, and how to undo it.")
    .version(version(), "--version", "print the version")
    .helpOption("--help", "print help for a command")
    .option("--config <file>", "configuration file (default: ./binnacle.yaml where there is one)")
    .addOption(new Option("--format <format>", "how to print: pretty on a terminal, else ndjson").choices(FORMATS))
    .option("--no-color", "no colours (also NO_COLOR)")
    .option("--no-progress", "no progress line")
    .option("--quiet", "nothing but results and errors")
    .option("--verbose", "more about each finding, and the details of errors");
  program.addHelpText("after", `\nExit codes: ${EXIT_CODES.map(([code, text]) => `${code} ${text}`).join(" · ")}`);
  for (const command of [scan(shell), explain(shell), query(shell), rules(shell), demo(shell), config(shell)])
    program.addCommand(command);
  for (const command of everyCommand(program)) {
    command
      .exitOverride()
      .helpCommand(false)
      .helpOption("--help", "print this help")
      .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(shell.io.out.columns, 100) })
      .configureOutput({
        writeOut: (text) => void shell.io.out.write(text),
        writeErr: (text) => void shell.io.err.write(text),
        outputError: () => {}, // `reportError` says it, on one line
      });
  }
  return program;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
