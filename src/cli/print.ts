import { access, constants, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "../model/errors.ts";
import type { Globals } from "./command.ts";
import { failureLines, noticeLines, rejectLines } from "./kinds.ts";
import type { Io } from "./io.ts";
import { coloured, plain } from "./output/paint.ts";
import { renderers } from "./output/index.ts";
import { summarySentence } from "./output/pretty/summary.ts";
import { report } from "./output/report.ts";
import type { Report } from "./output/report.ts";
import type { ScanResult } from "../app/scan.ts";

export interface PrintOptions extends Globals {
  all?: boolean;
  out?: string;
}

/** Prints the findings in the format asked for, and on standard error what a reader of the findings must know. */
export async function print(result: ScanResult, options: PrintOptions, io: Io, how: { recorded?: boolean } = {}) {
  const page = report(result, options.all === true);
  const terminal = options.out === undefined && io.out.isTerminal;
  const format = options.format ?? (terminal ? "pretty" : "ndjson");
  const view = {
    columns: io.out.columns,
    paint: terminal && options.color && !io.env.NO_COLOR ? coloured : plain,
    now: terminal && !how.recorded ? io.now() : undefined,
    verbose: options.verbose === true,
    whole: !terminal,
  };
  if (options.out === undefined) for (const piece of renderers[format](page, view)) await io.out.write(piece);
  else await writeFile(options.out, renderers[format](page, view)).catch(unwritable(`--out ${options.out}`));
  const saysIt = options.out === undefined && (format === "pretty" || format === "markdown");
  await remarks(page, options, io, !saysIt);
}

/** What is printed is all that a run leaves: where it is lost, the run has failed. */
function unwritable(place: string): (error: unknown) => never {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    const hint = code === "ENOSPC" ? "free some space on this disk, or name another" : "name another place";
    throw new AppError("rejected", `${place}: cannot be written (${code})`, { hint, cause: error });
  };
}

async function remarks(page: Report, options: PrintOptions, io: Io, withSummary: boolean): Promise<void> {
  const { failures, notices } = page.result;
  for (const line of failureLines(failures)) await io.err.write(`${line}\n`);
  for (const line of lostLines(page.result)) await io.err.write(`${line}\n`);
  if (options.quiet) return;
  for (const line of noticeLines(notices)) await io.err.write(`${line}\n`);
  if (withSummary) await io.err.write(`${summarySentence(page)}\n`);
}

function lostLines({ rejects, failures, summary }: ScanResult): string[] {
  return rejectLines({ rejects, failures, rejected: summary.counts.rejects }, "; --rejects FILE lists all");
}

/**
 * Makes sure before a long run that its output can be written.
 * @throws AppError where it cannot, or where it would overwrite what is to be read
 */
export async function checkWritable(flag: string, file: string, reads: readonly string[]): Promise<void> {
  const target = path.resolve(file);
  if (reads.some((name) => path.resolve(name) === target)) {
    throw new AppError("config.invalid", `${flag} ${file}: this file is read by the same command`, {
      hint: "name another",
    });
  }
  const present = await stat(target).catch(() => undefined);
  if (present?.isDirectory())
    throw new AppError("config.invalid", `${flag} ${file}: is a folder`, { hint: "name a file" });
  await access(present ? target : path.dirname(target), constants.W_OK).catch((error: unknown) => {
    throw new AppError("auth.denied", `${flag} ${file}: cannot be written`, {
      hint: "name another place",
      cause: error,
    });
  });
}
