import { roleName } from "../../../lib/arn.ts";
import { stableJson } from "../../../lib/stable-json.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { parseDocument } from "./document.ts";

const CASELESS = new Set(["Action", "NotAction"]);

/**
 * An IAM policy in one form: statements and lists sorted, a single value is a list of one, actions in lower case,
 * `"*"` and `{"AWS": "*"}` one principal, an account id its root ARN. Source: IAM User Guide, policy grammar.
 */
export function canonicalPolicy(value: Json): Json {
  const policy = typeof value === "string" ? parseDocument(decodePolicy(value)) : value;
  if (!isObject(policy)) return policy;
  const statements = asList(policy["Statement"] ?? []).map((statement) =>
    isObject(statement) ? canonicalStatement(statement) : statement,
  );
  return { ...policy, Statement: sorted(statements) };
}

/** IAM prints policy documents percent-encoded in some answers. */
function decodePolicy(text: string): string {
  if (!text.startsWith("%7B")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function canonicalStatement(statement: JsonObject): JsonObject {
  const out: JsonObject = {};
  for (const [key, member] of Object.entries(statement)) {
    if (key === "Sid" && member === "") continue;
    if (key === "Effect" || key === "Sid") out[key] = member;
    else if (key === "Principal" || key === "NotPrincipal") out[key] = canonicalPrincipal(member);
    else if (key === "Condition" && isObject(member)) out[key] = canonicalCondition(member);
    else
      out[key] = sorted(
        asList(member).map((item) => (CASELESS.has(key) && typeof item === "string" ? item.toLowerCase() : item)),
      );
  }
  return out;
}

function canonicalPrincipal(principal: Json): Json {
  if (principal === "*") return { AWS: ["*"] };
  if (!isObject(principal)) return principal;
  const entries = Object.entries(principal).map(([type, names]) => [type, sorted(asList(names).map(accountRoot))]);
  return Object.fromEntries(entries) as JsonObject;
}

function accountRoot(name: Json): Json {
  return typeof name === "string" && /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
}

function canonicalCondition(condition: JsonObject): JsonObject {
  const tests = Object.entries(condition).map(([operator, keys]) => {
    const members = isObject(keys)
      ? Object.fromEntries(
          Object.entries(keys).map(([key, values]) => [key, sorted(asList(values).map((item) => scalarText(item)))]),
        )
      : keys;
    return [operator, members];
  });
  return Object.fromEntries(tests) as JsonObject;
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function sorted(values: Json[]): Json[] {
  const texts = new Map(values.map((value) => [stableJson(value), value]));
  return [...texts.keys()].toSorted().map((text) => texts.get(text)!);
}

/** Statement texts that `after` allows and `before` did not: the sides on which a policy was widened. */
export function addedStatements(before: Json | undefined, after: Json | undefined): JsonObject[] {
  const old = new Set(statementsOf(before).map(stableJson));
  return statementsOf(after).filter((statement) => statement["Effect"] === "Allow" && !old.has(stableJson(statement)));
}

function statementsOf(policy: Json | undefined): JsonObject[] {
  const form = policy === undefined ? null : canonicalPolicy(policy);
  return isObject(form) ? asList(form["Statement"] ?? []).filter(isObject) : [];
}

/** The last segment of a managed policy's ARN: `AmazonEKSClusterAdminPolicy`. */
export const policyName = roleName;
