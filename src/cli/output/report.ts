import type { ScanResult } from "../../app/scan.ts";
import type { Finding } from "../../model/finding.ts";
import { rank } from "../../model/severity.ts";
import type { Paint } from "./paint.ts";

/** What a scan found, in the order and selection in which it is printed. */
export interface Report {
  findings: Finding[];
  /** How many the selection left out. */
  hidden: { resolved: number; quiet: number };
  result: ScanResult;
}

/** How it is to look. */
export interface View {
  columns: number;
  paint: Paint;
  /** Epoch ms for ages; undefined where only dates are right. */
  now?: number;
  verbose: boolean;
  /** The rules of the findings on the page, by their ids: what they are related to is named. */
  rules?: ReadonlyMap<string, string>;
  /** Nothing is cut that somebody may search for: the page is no screen. */
  whole?: boolean;
}

const isActive = (finding: Finding) => finding.status === "open" || finding.status === "acknowledged";
const isQuiet = (finding: Finding) => finding.status === "quiet";
const group = (finding: Finding) => (isActive(finding) ? 0 : isQuiet(finding) ? 2 : 1);

/** Open findings, with `all` the others too; the most severe first, then in the order they happened. */
export function report(result: ScanResult, all: boolean): Report {
  const shown = all ? result.findings : result.findings.filter(isActive);
  return {
    findings: shown.toSorted(
      (a, b) =>
        group(a) - group(b) ||
        rank(b.severity) - rank(a.severity) ||
        compare(a.first_seen, b.first_seen) ||
        compare(a.id, b.id),
    ),
    hidden: {
      resolved: result.left.resolved + count(all ? [] : result.findings, 1),
      quiet: result.left.quiet + count(all ? [] : result.findings, 2),
    },
    result,
  };
}

function count(findings: readonly Finding[], which: number): number {
  return findings.filter((finding) => group(finding) === which).length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
