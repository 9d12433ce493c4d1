import { formatDuration } from "../../lib/time.ts";
import type { Finding, FindingActor, FindingChange } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import { controls } from "../../tables/controls.ts";
import { clean } from "./text.ts";
import { show, showDelta } from "./value.ts";

// What a finding says in words, shared by every format that people read. All of it is safe to print.

const TYPES = new Map(
  Object.entries({
    IAMUser: "IAM user",
    AssumedRole: "assumed role",
    Root: "root user",
    AWSService: "AWS service",
    AWSAccount: "another AWS account",
    FederatedUser: "federated user",
    WebIdentityUser: "web identity",
    SAMLUser: "SAML user",
    IdentityCenterUser: "Identity Center",
  }),
);

// The user agent is a claim: the words say "with", never "by".
const TOOLS = new Map(
  Object.entries({
    console: "with the console",
    cli: "with the AWS CLI",
    sdk: "with an AWS SDK",
    terraform: "with Terraform",
    pulumi: "with Pulumi",
    crossplane: "with Crossplane",
    cloudformation: "through CloudFormation",
    eksctl: "with eksctl",
    kubectl: "with kubectl",
    helm: "with Helm",
    controller: "as a controller",
    "aws-service": "from within AWS",
  }),
);

/** `ops-admin (IAM user, MFA) from 198.51.100.7 with the console` */
export function who(actor: FindingActor): string {
  const kind = actor.permission_set
    ? `Identity Center, permission set ${actor.permission_set}`
    : (TYPES.get(actor.type) ?? actor.type);
  const parts = [`${actor.name} (${[kind, ...mfa(actor)].join(", ")})`];
  if (actor.source_ip !== undefined) parts.push(`from ${actor.source_ip}`);
  if (actor.forwarded_for !== undefined) parts.push(`claiming to forward ${addresses(actor.forwarded_for)}`);
  const tool = TOOLS.get(actor.via);
  if (tool !== undefined) parts.push(tool);
  if (actor.on_behalf_of !== null) parts.push(`on behalf of ${actor.on_behalf_of}`);
  if (actor.acts_as !== undefined) parts.push(`acting as ${actor.acts_as}`);
  return clean(parts.join(" "));
}

/** More than these somebody has made up. */
const ADDRESSES = 5;

function addresses(claimed: readonly string[]): string {
  const more = claimed.length > ADDRESSES ? ` and ${claimed.length - ADDRESSES} more` : "";
  return claimed.slice(0, ADDRESSES).join(", ") + more;
}

/** A session of a role says nothing of the MFA its login asked for; a user's own says both. */
function mfa(actor: FindingActor): string[] {
  if (actor.mfa === true) return ["MFA"];
  return actor.mfa === false && (actor.type === "IAMUser" || actor.type === "Root") ? ["no MFA"] : [];
}

/** Who else had a hand in it, before the actor named. */
export function others(finding: Finding): string[] {
  const names = finding.timeline
    .map((entry) => entry.by)
    .filter((by) => by !== undefined && by !== finding.actor?.name);
  return [...new Set(names)].map((name) => clean(name!));
}

/** One line per control: its id and title, and what NIST (else the first framework) asks for. */
export function broken(finding: Finding): string[] {
  return finding.controls.map((id) => {
    const control = controls.find((row) => row.id === id);
    if (!control) return clean(id);
    const names = Object.keys(control.frameworks);
    const framework = names.find((name) => name.startsWith("NIST SP 800-53")) ?? names[0];
    const required =
      framework === undefined
        ? ""
        : ` · ${framework.replace(/ rev\d+$/, "")} ${control.frameworks[framework]!.join(", ")}`;
    return `${control.id} ${control.title}${required}`;
  });
}

/** Ids up to this length stand in the heading; longer ones have a line of their own. */
const SHORT_ID = 48;

/** What the title begins with, the address or else type and id, and what it says of it. */
export function heading(finding: Finding): { subject: string; text: string } {
  const { title, resource } = finding;
  const unnamed = [resource?.type, resource?.id].filter((part) => part).join(" ");
  if (resource && title.startsWith(`${unnamed}: `))
    return split(title, unnamed, resource.id.length <= SHORT_ID ? unnamed : resource.type);
  const subject = title.slice(0, Math.max(title.indexOf(": "), 0));
  if (subject !== "" && resource?.address?.endsWith(subject)) return split(title, subject, subject);
  return { subject: "", text: clean(title) };
}

function split(title: string, prefix: string, subject: string): { subject: string; text: string } {
  return { subject: clean(subject), text: clean(title.slice(prefix.length + 2)) };
}

/** Values that say something else than they mean: type and attribute → value → words. */
const MEANINGS = new Map([
  ["aws_cloudwatch_log_group retention_in_days", new Map<unknown, string>([[0, "never expires"]])],
]);

/** The two sides of a line, `?` where one is unknown; undefined where a side does not apply. */
export function sides(change: FindingChange, type?: string): { before?: string; after?: string } {
  const meanings = MEANINGS.get(`${type} ${change.path}`);
  const shown = (value: Json | undefined) => meanings?.get(value) ?? show(value);
  const whole = change.path === "";
  const delta = change.before === undefined ? showDelta(change.after) : undefined;
  return {
    before: change.before === undefined ? undefined : shown(change.before),
    after: whole && change.after === undefined ? undefined : (delta ?? shown(change.after)),
  };
}

/** `false → true`, `→ true` where nothing is known of before, the value itself where both sides are the same. */
export function arrow(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && from === to) return from;
  return [...(from === undefined ? [] : [from]), ...(to === undefined ? [] : [`→ ${to}`])].join(" ");
}

/** Verdict and reason of a line; a plain `drifted` goes without saying, and `unmanaged` does not to everybody. */
export function remark(change: FindingChange): string {
  const verdict = change.verdict === undefined || change.verdict === "drifted" ? [] : [change.verdict];
  if (change.verdict === "unmanaged" && !change.reason) return "unmanaged: in no Terraform state";
  return clean([...verdict, ...(change.reason ? [change.reason] : [])].join(": "));
}

/** Why nobody needs to look; what is ignored says so line by line. */
function quietReason({ kind, resolution, status, timeline }: Finding): string {
  const note = kind === "drift" && resolution === "ignored" ? undefined : timeline.at(-1)?.note;
  return clean([resolution ?? status, ...(note === undefined ? [] : [note])].join(": "));
}

/** How a finding ended: `reverted by alice after 47m 12s`, `ignored`; undefined while it is open. */
export function ending(finding: Finding): string | undefined {
  if (finding.status === "open" || finding.status === "acknowledged") return undefined;
  if (finding.status === "quiet") return quietReason(finding);
  if (finding.resolved_at === null) return finding.resolution ?? finding.status;
  const last = finding.timeline.findLast((entry) => entry.what === "reverted" || entry.what === "codified");
  const by = last?.by === undefined ? "" : ` by ${clean(last.by)}`;
  const took = formatDuration(Date.parse(finding.resolved_at) - Date.parse(finding.first_seen));
  return `${finding.resolution ?? finding.status}${by} after ${took}`;
}
