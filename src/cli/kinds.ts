import type { ScanResult } from "../app/scan.ts";
import type { Notice } from "../model/source.ts";
import { errorLines } from "./errors.ts";
import { clean } from "./output/text.ts";

const LINES = 10;

/** What could not be read, a line each; of one kind not more than people read. */
export function failureLines(failures: ScanResult["failures"]): string[] {
  return byKind(
    failures,
    ({ error }) => `${error.code}|${error.hint ?? ""}`,
    ({ error }) => errorLines(error).join("\n"),
  );
}

/** What a reader of the findings must know. */
export function noticeLines(notices: readonly Notice[]): string[] {
  return byKind(
    notices,
    ({ code }) => code,
    ({ unit, text }) => clean(unit === undefined || text.includes(unit) ? text : `${unit}: ${text}`),
  );
}

interface Lost extends Pick<ScanResult, "rejects" | "failures"> {
  /** How many records could not be read; `rejects` may be the first of them. */
  rejected: number;
}

/**
 * A line per record that could not be read, of units that are not named as a whole already.
 * @param remedy  how to see those that are not listed
 */
export function rejectLines({ rejects, failures, rejected }: Lost, remedy = ""): string[] {
  const failed = new Set(failures.map(({ unit }) => unit));
  const lost = rejects.filter(({ unit }) => !failed.has(unit));
  const lines = lost.slice(0, LINES).map(({ unit, record, detail }) => {
    const place = record === undefined ? unit : `${unit}#${record}`;
    return clean(`${place}: ${detail}`);
  });
  const more = rejected - (rejects.length - lost.length) - lines.length;
  return more > 0 ? [...lines, `${more.toLocaleString("en")} more could not be read${remedy}`] : lines;
}

/** Kinds in the order of their first, each with the number of those left out. */
function byKind<T>(items: readonly T[], kindOf: (item: T) => string, lineOf: (item: T) => string): string[] {
  const kinds = new Map<string, T[]>();
  for (const item of items) {
    const kind = kindOf(item);
    const alike = kinds.get(kind);
    if (alike) alike.push(item);
    else kinds.set(kind, [item]);
  }
  return [...kinds.values()].flatMap((alike) => {
    const more = alike.length - LINES;
    const lines = alike.slice(0, LINES).map(lineOf);
    return more > 0 ? [...lines, `… and ${more.toLocaleString("en")} more of this kind`] : lines;
  });
}
