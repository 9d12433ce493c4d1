import { OPEN_OBJECT } from "./chars.ts";
import type { Container } from "./frame.ts";
import type { Reading } from "./reading.ts";

/** Versions of audit events that have the members a glance knows. */
const AUDIT_VERSIONS: ReadonlySet<unknown> = new Set(["audit.k8s.io/v1", "audit.k8s.io/v1beta1"]);

/** What an element of a list, or an object by itself, may be taken for without parsing it. */
function guessOf(container: Container | undefined): "call" | "audit" | undefined {
  if (!container) return "audit";
  if (container.key === "Records") return "call";
  const { kind, apiVersion } = container.members;
  return container.key === "items" && kind === "EventList" && AUDIT_VERSIONS.has(apiVersion) ? "audit" : undefined;
}

/** Takes an object without parsing it, where a few of its members decide whether anybody wants more. */
export function takeGlanced(reading: Reading, start: number, container: Container | undefined): boolean {
  const { window, guess } = reading;
  const as = guessOf(container);
  if (as === undefined || window.bytes[start] !== OPEN_OBJECT) return false;
  const glance = as === "call" ? reading.glance : reading.auditGlance;
  const to = glance.scan(window.bytes, start, reading.limit(start));
  if (to < 0 || !window.isAscii(start, to)) return false;
  const text = window.text(start, to);
  const members = glance.members(text, start);
  guess.passed(window, to);
  window.at = to;
  reading.frames.push({ kind: "glance", as, offset: window.offset(start), text, members, container });
  return true;
}
