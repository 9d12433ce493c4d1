import type { Location, Log, Notification, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import type { Finding } from "../../model/finding.ts";
import { rank } from "../../model/severity.ts";
import type { Severity } from "../../model/severity.ts";
import { controls } from "../../tables/controls.ts";
import { version } from "../version.ts";
import type { Report } from "./report.ts";
import { clean, safeJson } from "./text.ts";
import { arrow, ending, remark, sides, who } from "./words.ts";

// SARIF 2.1.0, OASIS Standard: the types are made from its schema, so that a member it does not know fails to compile.

const LEVELS: { [severity in Severity]: "error" | "warning" | "note" } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** What code hosts sort by: the middle of the CVSS band of each word. */
const SCORES: { [severity in Severity]: string } = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.0",
};

/** One run: a rule per finding rule, a result per finding, a notification per thing that could not be read. */
export function* sarif(report: Report): Iterable<string> {
  const rules = rulesOf(report.findings);
  const index = new Map(rules.map((entry, at) => [entry.id, at]));
  const { failures, rejects } = report.result;
  const notifications = [
    ...failures.map(({ unit, error }) => notification(unit, error.message, "error")),
    ...rejects.map(({ unit, record, detail }) =>
      notification(unit, record === undefined ? detail : `record ${record}: ${detail}`, "warning"),
    ),
  ];
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Binnacle", version: version(), rules } },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: failures.length === 0, toolExecutionNotifications: notifications }],
        results: report.findings.map((finding) => result(finding, index.get(finding.rule)!)),
      },
    ],
  };
  yield `${safeJson(log, 2)}\n`;
}

/** Each rule once, with the highest severity that one of its findings has. */
function rulesOf(findings: readonly Finding[]): ReportingDescriptor[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const known = worst.get(finding.rule);
    if (!known || rank(finding.severity) > rank(known.severity)) worst.set(finding.rule, finding);
  }
  return [...worst.values()].map((finding) => ({
    id: finding.rule,
    shortDescription: { text: message(ruleText(finding)) },
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: { tags: [...new Set(["security", ...finding.tags])], "security-severity": SCORES[finding.severity] },
  }));
}

function ruleText(finding: Finding): string {
  if (finding.kind === "drift") return `${finding.resource?.type ?? finding.rule} differs from its Terraform state`;
  return finding.rule === "eks/configuration-change" ? "An EKS configuration was changed" : finding.rule;
}

function result(finding: Finding, ruleIndex: number): Result {
  const open = finding.status === "open" || finding.status === "acknowledged";
  return {
    ruleId: finding.rule,
    ruleIndex,
    ...(open ? { kind: "fail", level: LEVELS[finding.severity] } : { kind: "informational", level: "none" }),
    message: { text: sentences(finding).map(message).join("\n") },
    locations: [location(finding)],
    partialFingerprints: { "binnacle/v1": finding.fingerprint },
    properties: {
      tags: [...new Set([finding.severity, ...finding.controls, ...finding.tags])],
      id: finding.id,
      severity: finding.severity,
      status: finding.status,
      resolution: finding.resolution,
      controls: finding.controls.map((id) => `${id} ${controls.find((row) => row.id === id)?.title ?? ""}`.trim()),
    },
  };
}

function sentences(finding: Finding): string[] {
  const changes = finding.changes.map((change) => {
    const { before, after } = sides(change);
    const note = remark(change);
    return [change.path, arrow(before, after), note && `(${note})`].filter((part) => part !== "").join(" ");
  });
  const end = ending(finding);
  return [
    finding.title,
    ...(end === undefined ? [] : [end]),
    ...changes,
    ...(finding.actor ? [`by ${who(finding.actor)}`] : []),
  ];
}

/** The block in the Terraform source where it is known; always the resource's address. */
function location(finding: Finding): Location {
  const { resource, cluster } = finding;
  const name = resource?.address ?? resource?.id ?? cluster?.name ?? finding.rule;
  const logical = { fullyQualifiedName: clean(name), kind: "resource" };
  const physical = physicalLocation(resource?.code);
  return { ...(physical ? { physicalLocation: physical } : {}), logicalLocations: [logical] };
}

function physicalLocation(code: string | undefined): PhysicalLocation | undefined {
  const match = /^(.*):(\d+)$/s.exec(code ?? "");
  if (!match) return undefined;
  return { artifactLocation: { uri: uri(match[1]!) }, region: { startLine: Math.max(1, Number(match[2])) } };
}

/** A path as a URI reference; an absolute one becomes `file:///…`. */
function uri(path: string): string {
  const encoded = path
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .replaceAll("\\", "/")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

function notification(unit: string, text: string, level: "error" | "warning"): Notification {
  return {
    level,
    message: { text: message(text) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uri(unit) } } }],
  };
}

/** Braces are placeholders in SARIF messages, and `[text](address)` is a link: neither may come from an event. */
function message(text: string): string {
  return clean(text).replaceAll(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
