import { parse } from "yaml";
import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, restore } from "./request.ts";
import { jsonLine, word } from "./shell.ts";

const ROLE = "service_account_role_arn";
const VALUES = "configuration_values";
const IDENTITIES = "pod_identity_association";
/** What CreateAddon takes of a state. */
const CREATED = ["addon_version", ROLE, VALUES, IDENTITIES, "namespace_config[0].namespace"];
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
  if (subject.isWithheld(ROLE)) return;
  const version = restore(subject, "eks", "UpdateAddon", subject.under("addon_version"));
  const identities = podIdentities(subject);
  const roleLines = subject.under(ROLE);
  const values = configuration(subject);
  const lines = [...version.lines, ...roleLines, ...values.lines, ...identities.lines];
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
      ...identities.input,
      resolveConflicts: strategy(subject),
    },
    lines,
  );
  if (sent) script.wait("AddonActive", { clusterName, addonName });
}

/** A deleted add-on comes back as the state describes it. */
export function createAddon(subject: Subject, script: Script): void {
  const clusterName = subject.name("cluster_name");
  const addonName = subject.name("addon_name");
  if (clusterName === undefined || addonName === undefined || CREATED.some((path) => subject.isWithheld(path))) return;
  const wanted = CREATED.flatMap((path): FindingChange[] => {
    const before = subject.state(path);
    return isEmpty(before) || path === VALUES ? [] : [{ path, before }];
  });
  const values = valuesText(subject);
  if (values === false) return;
  const tags = subject.state("tags_all") ?? subject.state("tags");
  const { input } = restore(subject, "eks", "CreateAddon", wanted);
  const configured = [subject.state("resolve_conflicts_on_create"), subject.state("resolve_conflicts")];
  const made = script.call(
    "eks",
    "CreateAddon",
    {
      clusterName,
      addonName,
      ...input,
      configurationValues: values === "{}" ? undefined : values,
      // PRESERVE belongs to updates.
      resolveConflicts: configured.find((value) => value === "NONE" || value === "OVERWRITE"),
      tags: isObject(tags) && Object.keys(tags).length > 0 ? tags : undefined,
    },
    subject.under(""),
  );
  if (made) script.wait("AddonActive", { clusterName, addonName });
}

/** The associations are set as a list; an empty one removes all. Source: EKS user guide, Pod Identity for add-ons. */
function podIdentities(subject: Subject): { input: JsonObject; lines: FindingChange[] } {
  const lines = subject.under(IDENTITIES);
  if (lines.length === 0 || subject.isWithheld(IDENTITIES)) return { input: {}, lines: [] };
  const whole = lines.find(({ path }) => path === IDENTITIES) ?? {
    path: IDENTITIES,
    before: subject.state(IDENTITIES),
  };
  return { input: restore(subject, "eks", "UpdateAddon", [whole]).input, lines };
}

function wantedRole(subject: Subject, line: FindingChange | undefined): string | undefined {
  const role = line ? line.before : subject.state(ROLE);
  return typeof role === "string" && role !== "" ? role : undefined;
}

function configuration(subject: Subject): { text?: string; lines: FindingChange[] } {
  const lines = subject.under(VALUES);
  const text = lines.length === 0 || subject.isWithheld(VALUES) ? false : valuesText(subject);
  return text === false ? { lines: [] } : { text, lines };
}

/**
 * The state's own text; YAML of several lines becomes the JSON that means the same, so that it fits on one.
 * @returns false where it cannot be read
 */
function valuesText(subject: Subject): string | false {
  const whole = subject.state(VALUES);
  if (isEmpty(whole)) return "{}";
  if (typeof whole !== "string") return false;
  if (word(whole) !== undefined) return whole;
  try {
    return jsonLine(parse(whole, { maxAliasCount: 100 }));
  } catch {
    return false;
  }
}

function strategy(subject: Subject): string {
  const configured = [subject.state("resolve_conflicts_on_update"), subject.state("resolve_conflicts")];
  return (configured.find((value) => STRATEGIES.has(value)) as string | undefined) ?? "PRESERVE";
}
