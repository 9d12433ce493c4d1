import type { FindingChange, Verdict } from "../../model/finding.ts";
import { rank } from "../../model/severity.ts";
import type { Severity } from "../../model/severity.ts";
import type { Context } from "./context.ts";
import { coverOf } from "./covers.ts";
import { container } from "./paths.ts";
import { rating } from "./rating/index.ts";
import type { Rating } from "./rating/rule.ts";
import type { Register, Registers } from "./registers.ts";
import { rowOf } from "./state-values.ts";

/** One attribute as the finding will print it, with what decides about it. */
export type Line = FindingChange & {
  verdict: Verdict;
  /** The finding stays open for it. */
  open: boolean;
  severity: Severity;
  control?: string;
  /** The event that made the line what it is. */
  event?: string;
  /** What happened, for titles: `public endpoint opened to the internet`. */
  phrase?: string;
};

const OPEN: ReadonlySet<Verdict> = new Set(["drifted", "unknown", "unmapped", "unmanaged", "deleted", "replaced"]);

/** The line that speaks for the finding: the first of the worst, one that breaks a control before one that does not. */
export function worstOf(open: readonly Line[]): Line | undefined {
  return open.toSorted((a, b) => weight(b) - weight(a))[0];
}

function weight({ severity, control }: Line): number {
  return rank(severity) * 2 + (control === undefined ? 0 : 1);
}

/** Adds what decides about a line: covers, severity, control, and the reasons a reader wants. */
export function finish(
  base: FindingChange,
  verdict: Verdict,
  register: Register,
  registers: Registers,
  context: Context,
): Line {
  const rated = rating({ ...base, verdict }, register, registers, context);
  const cover = coverOfLine(base.path, verdict, register, rated, context);
  const reasons =
    cover !== undefined
      ? [cover]
      : [
          base.reason,
          register.note === "replaced" ? undefined : register.note,
          rated.reason,
          ...reasonsOf(base, verdict, register, context),
        ];
  const reason = [...new Set(reasons.filter((one) => one !== undefined))].join("; ");
  const final = cover === undefined ? verdict : "ignored";
  return {
    path: base.path,
    ...(base.before === undefined ? {} : { before: base.before }),
    ...(base.after === undefined ? {} : { after: base.after }),
    verdict: final,
    ...(reason === "" ? {} : { reason }),
    open: OPEN.has(final),
    severity: rated.severity,
    event: register.opened ?? register.event,
    control: rated.control,
    phrase: rated.phrase,
  };
}

/** A world-open endpoint is heard of though no rule of the user's watches it. */
function coverOfLine(
  path: string,
  verdict: Verdict,
  register: Register,
  { absolute }: Rating,
  { target, resource, facts }: Context,
): string | undefined {
  const automation = register.automation ?? (verdict === "unmanaged" ? register.owner : undefined);
  if (automation !== undefined) return `automation: ${automation}`;
  const cover = coverOf(target.ref.type, path, resource, facts);
  return cover === "not watched" && absolute ? undefined : cover;
}

function reasonsOf(
  base: FindingChange,
  verdict: Verdict,
  register: Register,
  { target, resource }: Context,
): (string | undefined)[] {
  if (register.ownRole !== undefined && verdict !== "unknown") return [`by ${register.ownRole}, yet no state holds it`];
  const row = rowOf(target.ref.type, base.path);
  const isConfigured = resource?.code?.argumentNames.has(container(base.path).split(/[.[]/, 1)[0]!);
  return [
    register.terraformClaim && verdict === "drifted" ? "drift by an unknown Terraform run" : undefined,
    row?.optionalComputed && isConfigured === false
      ? "not in the configuration, an apply will not restore it"
      : undefined,
    row?.forceNew && verdict === "drifted" ? "restoring it replaces the resource" : undefined,
  ];
}
