/** Lowest first. */
export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The number of a severity, 0 = info. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The highest of the given severities; undefined when there is none. */
export function highest(severities: Iterable<Severity>): Severity | undefined {
  let best: Severity | undefined;
  for (const severity of severities) if (best === undefined || rank(severity) > rank(best)) best = severity;
  return best;
}

/** The next severity up, at most critical. */
export function raised(severity: Severity): Severity {
  return SEVERITIES[Math.min(rank(severity) + 1, SEVERITIES.length - 1)]!;
}
