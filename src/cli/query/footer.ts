import type { QueryOutcome } from "../../app/query.ts";
import type { Globals } from "../command.ts";
import type { Io } from "../io.ts";
import { failureLines, noticeLines, rejectLines } from "../kinds.ts";
import { clean } from "../output/text.ts";

/**
 * Says on standard error what a reader of the rows must know.
 * @returns the exit code: 0, or 3 where some of the input could not be read
 */
export async function footer(outcome: QueryOutcome, rows: number, flags: Globals, io: Io): Promise<0 | 3> {
  const { failures, rejects, rejected, notices } = outcome;
  for (const line of failureLines(failures)) await io.err.write(`${line}\n`);
  for (const line of rejectLines({ rejects, failures, rejected })) await io.err.write(`${line}\n`);
  if (!flags.quiet) {
    for (const line of [...remarkLines(outcome, flags), ...noticeLines(notices)]) await io.err.write(`${line}\n`);
    await io.err.write(`${countLine(outcome, rows)}\n`);
  }
  return failures.length > 0 || rejected > 0 ? 3 : 0;
}

/** Nothing at all could be read. */
export async function unreadable({ failures }: QueryOutcome, io: Io): Promise<1> {
  for (const line of failureLines(failures)) await io.err.write(`${line}\n`);
  return 1;
}

/** How results differ in the service is told where somebody asks for more. */
function remarkLines({ remarks }: QueryOutcome, { verbose }: Globals): string[] {
  return remarks
    .filter(({ parity }) => !parity || verbose)
    .map(({ code, message, hint }) => {
      const what = message.startsWith(code) ? message : `${code}: ${message}`;
      return clean(hint === undefined ? what : `${what}; ${hint}`);
    });
}

function number(count: number): string {
  return count.toLocaleString("en");
}

function countLine({ recordsScanned, recordsMatched }: QueryOutcome, rows: number): string {
  return `${number(rows)} ${rows === 1 ? "row" : "rows"}; ${number(recordsMatched)} of ${number(recordsScanned)} records matched`;
}
