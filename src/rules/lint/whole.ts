import type { EventKind } from "../../model/event.ts";
import { claimMeaning, claimsIn, flat } from "./condition.ts";
import type { Asked, Claim } from "./condition.ts";
import type { Remark } from "./remark.ts";

/** Members that every record of a kind has. */
const ALWAYS: { readonly [source in EventKind]?: ReadonlySet<string> } = {
  aws_cloudtrail: new Set(["eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "eventID"]),
  k8s_audit: new Set(["level", "auditID", "stage", "requestURI", "verb"]),
};

/** What a condition is looked at with. */
interface Known {
  source: EventKind;
  /** Claims that cannot be so. */
  never: ReadonlySet<Claim>;
}

/** What a condition comes to whatever the event: true, false, or undefined where it depends. */
export function comesTo(asked: Asked, known: Known): boolean | undefined {
  if (asked.kind === "constant") return asked.value;
  if (asked.kind === "claim") return claimComesTo(asked, known);
  const parts = flat(asked.kind, asked);
  const deciding = asked.kind === "or";
  const results = parts.map((part) => comesTo(part, known));
  if (results.includes(deciding)) return deciding;
  if (deciding && isEitherWay(parts, known)) return true;
  return results.every((result) => result === !deciding) ? !deciding : undefined;
}

function claimComesTo(claim: Claim, { source, never }: Known): boolean | undefined {
  if (never.has(claim)) return false;
  if (claim.test.is !== "exists" || claim.path === undefined || !ALWAYS[source]?.has(claim.path)) return undefined;
  return !claim.negated;
}

/** `x or not x`. What `!=` says of a field that may be absent is less than that. */
function isEitherWay(parts: readonly Asked[], { source }: Known): boolean {
  const claims = parts.filter((part) => part.kind === "claim");
  const exact = claims.filter(({ needsValue, path }) => !needsValue || ALWAYS[source]?.has(path ?? ""));
  const said = new Set(exact.filter(({ negated }) => !negated).map(claimMeaning));
  return exact.some((claim) => claim.negated && said.has(claimMeaning(claim)));
}

/** Claims that cannot be so beside those before them. */
export function contradictions(asked: Asked): { claim: Claim; remark: Remark }[] {
  if (asked.kind === "constant") return [];
  if (asked.kind === "claim") return emptyList(asked);
  const parts = flat(asked.kind, asked);
  const own = asked.kind === "and" ? amongst(parts.filter((part) => part.kind === "claim")) : [];
  return [...own, ...parts.flatMap(contradictions)];
}

function emptyList(claim: Claim): { claim: Claim; remark: Remark }[] {
  const { test, negated, field } = claim;
  if (test.is !== "one-of" || test.values.length > 0 || negated) return [];
  return [{ claim, remark: contradiction(claim, `nothing is in an empty list, so \`${field}\` is not either`) }];
}

function amongst(claims: readonly Claim[]): { claim: Claim; remark: Remark }[] {
  return claims.flatMap((claim, at) => {
    const why = clash(claim, claims.slice(0, at));
    return why === undefined ? [] : [{ claim, remark: contradiction(claim, why) }];
  });
}

function clash(claim: Claim, before: readonly Claim[]): string | undefined {
  const said = claimMeaning(claim);
  if (before.some((other) => other.negated !== claim.negated && claimMeaning(other) === said))
    return `\`${claim.field}\` cannot be both this and not this`;
  const same = before.filter(({ path }) => path !== undefined && path === claim.path);
  if (same.some((other) => isAbsence(other) !== isAbsence(claim) && (needs(other) || needs(claim))))
    return `\`${claim.field}\` cannot be absent and have a value`;
  const left = remaining([...same, claim]);
  return left?.size === 0 ? `no \`${claim.field}\` is left: what one part asks for another excludes` : undefined;
}

const isAbsence = ({ negated, test }: Claim) => negated && test.is === "exists";
const needs = (claim: Claim) => !claim.negated || claim.needsValue === true;

/** The texts that all claims about one path leave; undefined where they do not name them. */
function remaining(claims: readonly Claim[]): Set<string> | undefined {
  let left: Set<string> | undefined;
  for (const { negated, test } of claims) {
    if (test.is !== "one-of" || negated) continue;
    const values = new Set(test.values);
    left = left ? new Set([...left].filter((value) => values.has(value))) : values;
  }
  for (const { negated, test } of claims) {
    if (test.is === "one-of" && negated) for (const value of test.values) left?.delete(value);
  }
  return left;
}

function contradiction(claim: Claim, message: string): Remark {
  const { from, to, macro } = claim;
  return { code: "contradiction", message, impossible: true, from, to, ...(macro === undefined ? {} : { macro }) };
}

/** Whether a condition says nothing of whether the call succeeded. */
export function ignoresOutcome(asked: Asked): boolean {
  return !claimsIn(asked).some(({ path, field }) => {
    const what = path ?? field;
    return /^(errorCode|errorMessage|responseElements|serviceEventDetails)\b/.test(what) || what === "line";
  });
}
