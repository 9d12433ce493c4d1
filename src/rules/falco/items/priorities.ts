import { nearest } from "../../../lib/nearest.ts";
import type { Severity } from "../../../model/severity.ts";

/** As alerts spell them, most severe first. */
export const PRIORITIES = [
  "Emergency",
  "Alert",
  "Critical",
  "Error",
  "Warning",
  "Notice",
  "Informational",
  "Debug",
] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The severity of a finding of a rule of this priority. */
export const SEVERITY_OF: { readonly [priority in Priority]: Severity } = {
  Emergency: "critical",
  Alert: "critical",
  Critical: "critical",
  Error: "high",
  Warning: "medium",
  Notice: "low",
  Informational: "info",
  Debug: "info",
};

/** Case does not count, and INFO is short for INFORMATIONAL; undefined for another word. */
export function parsePriority(text: string): Priority | undefined {
  const word = text.toLowerCase();
  if (word === "info") return "Informational";
  return PRIORITIES.find((priority) => priority.toLowerCase() === word);
}

/** The priority that such a word was meant to be, as rule files write it. */
export function nearestPriority(text: string): string | undefined {
  return nearest(text, PRIORITIES)?.toUpperCase();
}

/** Whether a rule of this priority runs where the least one is `minimum`. */
export function isAtLeast(priority: Priority, minimum: Priority): boolean {
  return PRIORITIES.indexOf(priority) <= PRIORITIES.indexOf(minimum);
}
