import { rank } from "../model/severity.ts";
import type { Severity } from "../model/severity.ts";
import type { ScanResult } from "../app/scan.ts";

/** What each exit code says, for `--help` and the reference page. */
export const EXIT_CODES: readonly [number, string][] = [
  [0, "nothing found"],
  [1, "error, usage included: nothing reliable was produced"],
  [2, "findings at or above --fail-on"],
  [3, "finished, but part of the input could not be read (wins over 2)"],
];

/** 0 nothing, 2 something at or above the threshold, 3 part of the input could not be read (which wins over 2). */
export function exitCode(result: ScanResult, failOn: Severity | "none"): 0 | 2 | 3 {
  if (result.failures.length > 0 || result.summary.counts.rejects > 0) return 3;
  if (failOn === "none") return 0;
  const found = result.findings.some(
    (finding) =>
      (finding.status === "open" || finding.status === "acknowledged") && rank(finding.severity) >= rank(failOn),
  );
  return found ? 2 : 0;
}
