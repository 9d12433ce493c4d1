import { tellsChange } from "../../../model/finding.ts";
import type { Finding } from "../../../model/finding.ts";
import { highest, rank } from "../../../model/severity.ts";

/** A finding as the page shows it: what changed, with the rules that saw nothing but that. */
export interface Shown {
  finding: Finding;
  rules: Finding[];
}

/**
 * A change and the rules that saw it are one thing to a reader: of a rule whose every event another finding tells, only
 * its name stands there. The higher severity counts; the order is that of the findings otherwise.
 */
export function folded(findings: readonly Finding[]): Shown[] {
  const homes = new Map<string, Finding>();
  for (const finding of findings) {
    const home = homeOf(finding, findings);
    if (home) homes.set(finding.id, home);
  }
  return findings
    .filter(({ id }) => !homes.has(id))
    .map((finding) => ({ finding, rules: findings.filter(({ id }) => homes.get(id) === finding) }))
    .map(({ finding, rules }) => ({ finding: { ...finding, severity: worst(finding, rules) }, rules }))
    .toSorted((a, b) => group(a.finding) - group(b.finding) || rank(b.finding.severity) - rank(a.finding.severity));
}

/** The finding that tells all that a rule saw, where there is one. */
function homeOf(finding: Finding, findings: readonly Finding[]): Finding | undefined {
  const { related, evidence, status } = finding;
  if (related.length === 0 || tellsChange(finding)) return undefined;
  return findings.find((other) => {
    if (!related.includes(other.id) || !tellsChange(other) || other.status !== status) return false;
    const told = new Set(other.evidence.map(({ event_id: event }) => event));
    return evidence.every(({ event_id: event }) => told.has(event));
  });
}

function worst(finding: Finding, rules: readonly Finding[]): Finding["severity"] {
  return highest([finding, ...rules].map(({ severity }) => severity))!;
}

function group({ status }: Finding): number {
  return status === "open" || status === "acknowledged" ? 0 : status === "quiet" ? 2 : 1;
}
