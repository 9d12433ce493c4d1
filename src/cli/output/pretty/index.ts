import type { Report, View } from "../report.ts";
import { folded } from "./folded.ts";
import { findingLines } from "./finding.ts";
import { summaryLines } from "./summary.ts";

/** Wider lines are hard to follow from one end to the other. */
const WIDEST = 160;
const NARROWEST = 40;

/** The page for eyes: one block per finding, then what was read and found. */
export function* pretty(report: Report, given: View): Iterable<string> {
  const rules = new Map(report.findings.map(({ id, rule }) => [id, rule]));
  const view = { ...given, rules, columns: Math.max(NARROWEST, Math.min(given.columns, WIDEST)) };
  for (const shown of folded(report.findings)) yield `${findingLines(shown, view).join("\n")}\n\n`;
  yield `${summaryLines(report, view).join("\n")}\n`;
}
