import { CommanderError } from "commander";
import type { Command } from "commander";
import type { App } from "./app.ts";
import type { Io } from "./io.ts";
import type { Format } from "./output/formats.ts";

/** The options every command takes. */
export interface Globals {
  config?: string;
  format?: Format;
  color: boolean;
  progress: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** What a command is built with. */
export interface Shell {
  io: Io;
  app: () => Promise<App>;
  /** The exit code of the command that ran. */
  finish: (code: number) => void;
}

/** Refuses a global option that means nothing to this command, rather than ignoring it. */
export function refuse(command: Command, options: Globals, names: readonly ("config" | "format")[]): void {
  for (const name of names) {
    if (options[name] === undefined) continue;
    throw new CommanderError(1, "binnacle.option", `option --${name} has no meaning for '${command.name()}'`);
  }
}

/** Refuses a format that this command does not print. */
export function refuseFormats(command: string, { format }: Globals, printed: readonly Format[]): void {
  if (format === undefined || printed.includes(format)) return;
  throw new CommanderError(1, "binnacle.option", `'${command}' prints ${printed.join(", ")}, not --format ${format}`);
}
