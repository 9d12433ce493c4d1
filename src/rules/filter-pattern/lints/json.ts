import { AUDIT_VERBS, resourceMeant } from "../../../tables/kubernetes-resources.ts";
import { nearest } from "../../../lib/nearest.ts";
import { memberOf } from "../pattern.ts";
import type { JsonCheck, JsonCondition, Literal } from "../pattern.ts";
import { chainOf, checksOf, meaning } from "./tree.ts";
import type { PatternLint } from "./lint.ts";

/** What a pattern on JSON may not do as its author meant. */
export function jsonLints(condition: JsonCondition): PatternLint[] {
  const checks = checksOf(condition);
  return [
    ...duplicates(condition),
    ...contradictions(condition),
    ...checks.flatMap((check) => impossible(check)),
    ...missing(condition, checks),
    ...auditBlindness(checks),
  ];
}

type Compare = Extract<JsonCheck, { test: "compare" }>;

const isCompare = (check: JsonCondition): check is Compare => check.kind === "check" && check.test === "compare";

function duplicates(condition: JsonCondition): PatternLint[] {
  if (condition.kind === "check") return [];
  const parts = chainOf(condition.kind, condition);
  const seen = new Set<string>();
  const own = parts.flatMap((part): PatternLint[] => {
    const key = meaning(part);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew ? [] : [{ code: "dup-branch", message: "this stands here twice", from: part.from, to: part.to }];
  });
  return [...own, ...parts.flatMap(duplicates)];
}

/** `$.a = "x" && $.a = "y"`. Any element of a list may be one and another the other. */
function contradictions(condition: JsonCondition): PatternLint[] {
  if (condition.kind === "check") return [];
  const parts = chainOf(condition.kind, condition);
  const inner = parts.flatMap(contradictions);
  if (condition.kind === "or") return inner;
  const wanted = new Map<string, string>();
  const own = parts.filter(isCompare).flatMap((check): PatternLint[] => {
    const exact =
      check.operator === "=" && memberOf(check.selector) !== undefined ? exactText(check.literal) : undefined;
    if (exact === undefined) return [];
    const other = wanted.get(check.selector.text);
    wanted.set(check.selector.text, exact);
    if (other === undefined || other === exact) return [];
    const message = `${check.selector.text} cannot be "${other}" and "${exact}" at once`;
    return [{ code: "never-matches", message, hint: "write ||", from: check.from, to: check.to }];
  });
  return [...own, ...inner];
}

function exactText(literal: Literal): string | undefined {
  return literal.kind === "text" && !/^\*|\*$/.test(literal.value) ? literal.value : undefined;
}

/** A resource or verb that no audit event has. */
function impossible(check: JsonCheck): PatternLint[] {
  const text = check.test === "compare" && check.operator === "=" ? exactText(check.literal) : undefined;
  if (text === undefined) return [];
  const member = memberOf(check.selector);
  const meant = member === "objectRef.resource" ? resourceMeant(text) : member === "verb" ? verbMeant(text) : undefined;
  if (meant === undefined) return [];
  const what = member === "verb" ? "verb of audit events" : "Kubernetes resource name";
  const hint = meant === "" ? {} : { hint: `did you mean "${meant}"?` };
  return [{ code: "never-matches", message: `"${text}" is no ${what}`, ...hint, from: check.from, to: check.to }];
}

function verbMeant(verb: string): string | undefined {
  if (AUDIT_VERBS.includes(verb)) return undefined;
  return nearest(verb, AUDIT_VERBS) ?? "";
}

/** Members without which neither kind of record is written. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(
  (
    "kind apiVersion level auditID stage requestURI verb stageTimestamp " +
    "eventVersion eventTime eventSource eventName awsRegion eventID eventType userIdentity.type"
  ).split(" "),
);

/** `!=` on something that a record may not have. */
function missing(condition: JsonCondition, checks: readonly JsonCheck[]): PatternLint[] {
  const minded = new Set(checks.filter(({ test }) => test !== "compare").map(({ selector }) => selector.text));
  const asked = new Set(
    chainOf("and", condition).flatMap((part) => (isCompare(part) && part.operator === "=" ? [part.selector.text] : [])),
  );
  return checks.filter(isCompare).flatMap((check): PatternLint[] => {
    const { text } = check.selector;
    if (check.operator !== "!=" || ALWAYS_THERE.has(memberOf(check.selector) ?? "")) return [];
    if (minded.has(text) || asked.has(text)) return [];
    const hint = `add \`|| ${text} NOT EXISTS\` to let those through too`;
    return [
      { code: "neq-missing", message: `records without ${text} do not pass`, hint, from: check.from, to: check.to },
    ];
  });
}

const USER = new Set(["user.username", "user.groups"]);

/** Who asks for a user misses those who act in another's name, and lines that were cut off. */
function auditBlindness(checks: readonly JsonCheck[]): PatternLint[] {
  const members = checks.map(({ selector }) => memberOf(selector) ?? "");
  const isAudit = members.some((member) => /^(verb|objectRef(\..+)?|user\..+|impersonatedUser\..+)$/.test(member));
  const users = checks
    .filter(isCompare)
    .filter(({ selector, operator }) => operator === "=" && USER.has(memberOf(selector) ?? ""));
  const [first] = users;
  const lints: PatternLint[] = [];
  if (first && !members.some((member) => member.startsWith("impersonatedUser"))) {
    const message = "who impersonates one of these users has another user.username";
    const hint = "test $.impersonatedUser.username as well";
    lints.push({ code: "impersonation-blind", message, hint, from: first.from, to: users.at(-1)!.to });
  }
  const prefix = users.find(
    ({ literal }) => literal.kind === "text" && /^(?!\*|arn:|system:).*[/-]\*$/.test(literal.value),
  );
  if (prefix) {
    const message = "users that are mapped by their ARN begin with arn:, not with this";
    const hint = 'begin with a star if they count too, for instance "*assumed-role/…"';
    lints.push({ code: "arn-user-blind", message, hint, from: prefix.from, to: prefix.to });
  }
  if (isAudit) {
    const message = "audit events that were cut off ([Truncated...]) are no JSON and never match";
    const { from, to } = checks[0]!;
    lints.push({ code: "truncated-blind", message, from, to });
  }
  return lints;
}
