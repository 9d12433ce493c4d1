import type { FindingChange } from "../../../model/finding.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { shown, word } from "./shell.ts";

/** Types that Terraform would make anew under another id instead of bringing the old one back. */
const NEVER_CREATE = new Set(["aws_kms_key"]);

/** Types of which no undo is worth another object in their place. */
const NEVER_REPLACE = new Set(["aws_eks_cluster"]);

/**
 * What Terraform can do about it, one line each: the apply, with what it does beside an update in a shell comment, or
 * the edit that keeps the new value.
 * @returns undefined where an apply helps nothing
 */
export function terraformText(subject: Subject, script: Script): string | undefined {
  const { resource } = subject;
  if (!resource) return undefined;
  const lines = [...subject.lines, ...subject.hidden];
  const address = word(resource.address);
  const edits = script.edits.map((edit) => `# ${shown(resource.address)}: set ${edit}`);
  const deleted = subject.whole("deleted") !== undefined;
  const isHelped = deleted
    ? !NEVER_CREATE.has(subject.type)
    : lines.some((line) => isRestoredByApply(subject, script, line));
  // An apply sets all of the object, what nobody has decided too.
  const isDecided = subject.undecided.length === 0;
  if (!isHelped || !isDecided || address === undefined) return edits.length > 0 ? edits.join("\n") : undefined;
  const isReplacing = script.replaces || lines.some((line) => subject.row(line.path)?.forceNew);
  if (isReplacing && !deleted && NEVER_REPLACE.has(subject.type)) {
    script.note("do not apply to undo this: it would destroy the cluster, with all that runs on it, and make it anew.");
    return edits.length > 0 ? edits.join("\n") : undefined;
  }
  const effect = deleted ? " # creates it" : isReplacing ? " # replaces it" : "";
  return [...edits, `terraform apply -target=${address}${effect}`].join("\n");
}

/** A value that the configuration leaves to the service is read into the state by an apply, not put back. */
export function isLeftToService(subject: Subject, line: FindingChange): boolean {
  const argument = /^\w+/.exec(line.path)?.[0];
  const code = subject.resource?.code;
  if (!code || argument === undefined || code.argumentNames.has(argument)) return false;
  return subject.row(line.path)?.optionalComputed === true;
}

function isRestoredByApply(subject: Subject, script: Script, line: FindingChange): boolean {
  const row = subject.row(line.path);
  if (line.verdict === "unmapped" || row?.kind === "argument" || isLeftToService(subject, line)) return false;
  return !script.isCodified(line);
}
