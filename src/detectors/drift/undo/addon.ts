import { parse } from "yaml";
import type { FindingChange } from "../../../model/finding.ts";
import type { Json } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, restore } from "./request.ts";
import { jsonLine, word } from "./shell.ts";

const ROLE = "service_account_role_arn";
const VALUES = "configuration_values";
const STRATEGIES = new Set<Json | undefined>(["NONE", "OVERWRITE", "PRESERVE"]);

/**
 * Restores `aws_eks_addon` in one UpdateAddon. The role always goes with it: an update without it makes the add-on
 * fall back to the node role. Source: EKS API reference, UpdateAddon; AWS provider, which does the same.
 */
export function undoAddon(subject: Subject, script: Script): void {
  const clusterName = subject.name("cluster_name");
  const addonName = subject.name("addon_name");
  if (clusterName === undefined || addonName === undefined) return;
  script.settle(subject.lines.filter((line) => subject.row(line.path)?.kind === "argument"));
  if (subject.isSensitive(ROLE)) return;
  const version = restore(subject, "eks", "UpdateAddon", subject.under("addon_version"));
  const role = restore(subject, "eks", "UpdateAddon", subject.under("pod_identity_association"));
  const roleLines = subject.under(ROLE);
  const values = configuration(subject);
  const lines = [...version.lines, ...roleLines, ...values.lines, ...role.lines];
  if (lines.length === 0) return;
  const sent = script.call(
    "eks",
    "UpdateAddon",
    {
      clusterName,
      addonName,
      ...version.input,
      serviceAccountRoleArn: wantedRole(subject, roleLines[0]),
      configurationValues: values.text,
      ...role.input,
      resolveConflicts: strategy(subject),
    },
    lines,
  );
  if (sent) script.wait("AddonActive", { clusterName, addonName });
}

function wantedRole(subject: Subject, line: FindingChange | undefined): string | undefined {
  const role = line ? line.before : subject.state(ROLE);
  return typeof role === "string" && role !== "" ? role : undefined;
}

/** The state's own text; YAML of several lines becomes the JSON that means the same, so that it fits on one. */
function configuration(subject: Subject): { text?: string; lines: FindingChange[] } {
  const lines = subject.under(VALUES);
  if (lines.length === 0) return { lines };
  const whole = subject.state(VALUES);
  if (isEmpty(whole)) return { text: "{}", lines };
  if (typeof whole !== "string") return { lines: [] };
  if (word(whole) !== undefined) return { text: whole, lines };
  try {
    return { text: jsonLine(parse(whole, { maxAliasCount: 100 })), lines };
  } catch {
    return { lines: [] };
  }
}

function strategy(subject: Subject): string {
  const configured = [subject.state("resolve_conflicts_on_update"), subject.state("resolve_conflicts")];
  return (configured.find((value) => STRATEGIES.has(value)) as string | undefined) ?? "PRESERVE";
}
