import { CommanderError } from "commander";
import { AppError } from "../model/errors.ts";
import type { Io } from "./io.ts";
import { clean } from "./output/text.ts";

/**
 * Says on standard error what went wrong, one line per mistake, and never more unless asked to.
 * @returns the exit code: 1, or 128 + the signal's number where somebody stopped the run
 */
export async function reportError(thrown: unknown, io: Io, verbose: boolean): Promise<number> {
  if (thrown instanceof CommanderError) return usage(thrown, io);
  if (io.signal.aborted) {
    await io.err.write("stopped\n");
    return typeof io.signal.reason === "number" ? io.signal.reason : 130;
  }
  await io.err.write(`${errorLines(thrown).join("\n")}\n`);
  if (verbose) await io.err.write(`${details(thrown)}\n`);
  return 1;
}

/** An error as people read it: where, what, what to do. */
export function errorLines(thrown: unknown): string[] {
  if (!(thrown instanceof AppError)) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return [clean(`internal error: ${text}; run again with --verbose and report what it prints`)];
  }
  const where = thrown.at === undefined ? "" : `${thrown.at.file}:${thrown.at.line}:${thrown.at.column}: `;
  // A hint is a clause or a sentence of its own.
  const hint = thrown.hint === undefined ? "" : `${/^[A-Z]/.test(thrown.hint) ? "." : ";"} ${thrown.hint}`;
  // A wrong configuration, and wrong rules, name all their mistakes at once, one a line.
  const lines = NAMES_ALL.has(thrown.code) ? thrown.message.split("\n") : [thrown.message];
  return lines.map((line, at) => clean(`${where}${line}${at === lines.length - 1 ? hint : ""}`));
}

const NAMES_ALL: ReadonlySet<string> = new Set(["config.invalid", "rule.invalid"]);

const SCAN_EXAMPLE = "; for instance `binnacle scan ./AWSLogs --state terraform.tfstate`";

function usage(error: CommanderError, io: Io): Promise<number> | number {
  if (error.exitCode === 0) return 0;
  if (error.code === "commander.help") return 1; // asked for nothing: the help was printed
  const line = error.message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (one of )?(.*)\?\)$/s, ", did you mean $2?")
    .replaceAll("\n", " ");
  const lost = error.code.startsWith("commander.unknown") && !line.includes("did you mean");
  const known = lost ? "; `binnacle --help` and `binnacle COMMAND --help` list what there is" : "";
  const example = line.endsWith("argument 'input'") ? SCAN_EXAMPLE : "";
  return io.err.write(`${clean(`binnacle: ${line}${known}${example}`)}\n`).then(() => 1);
}

function details(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  const cause = thrown.cause instanceof Error ? `\ncaused by ${thrown.cause.stack ?? thrown.cause.message}` : "";
  return `${thrown.stack ?? thrown.message}${cause}`.split("\n").map(clean).join("\n");
}
