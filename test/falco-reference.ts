import type { Json, JsonObject } from "../src/model/json.ts";
import type { Truth } from "../src/model/rule.ts";
import type { Check, Condition, Operand } from "../src/rules/falco/condition/ast.ts";
import type { FalcoSource } from "../src/rules/falco/fields/field.ts";

/** Some fields of the language, as plainly as they can be read. */
interface TestField {
  name: string;
  path: readonly string[];
  isList?: true;
  /** What is no text reads as an empty one. */
  emptied?: true;
}

export const REFERENCE_FIELDS: { [source in FalcoSource]: readonly TestField[] } = {
  aws_cloudtrail: [
    { name: "ct.name", path: ["eventName"], emptied: true },
    { name: "ct.src", path: ["eventSource"], emptied: true },
    { name: "ct.error", path: ["errorCode"], emptied: true },
    { name: "ct.request.name", path: ["requestParameters", "name"], emptied: true },
    { name: "ct.request.size.max", path: ["requestParameters", "size", "max"] },
    { name: "jevt.value[/requestParameters/list/1]", path: ["requestParameters", "list", "1"] },
  ],
  k8s_audit: [
    { name: "ka.verb", path: ["verb"] },
    { name: "ka.target.resource", path: ["objectRef", "resource"] },
    { name: "ka.target.subresource", path: ["objectRef", "subresource"] },
    { name: "ka.impuser.name", path: ["impersonatedUser", "username"] },
    { name: "ka.user.name", path: ["user", "username"] },
    { name: "ka.user.groups", path: ["user", "groups"], isList: true },
    { name: "ka.req.role.rules", path: ["requestObject", "rules"], isList: true },
    { name: "jevt.value[/verb]", path: ["verb"] },
  ],
};

/** A condition with all that its result depends on. */
export interface ReferenceCase {
  source: FalcoSource;
  macros: ReadonlyMap<string, { condition: Condition }>;
  record: JsonObject;
  unseen: readonly string[];
}

export function negated(truth: Truth): Truth {
  return truth === "unknown" ? truth : !truth;
}

/** What the rules of the language say of a condition, as simply as they can be said. */
export function reference(condition: Condition, given: ReferenceCase): Truth {
  switch (condition.kind) {
    case "not":
      return negated(reference(condition.part, given));
    case "macro":
      return reference(given.macros.get(condition.name)!.condition, given);
    case "and":
    case "or": {
      const truths = condition.parts.map((part) => reference(part, given));
      const ends = condition.kind === "or";
      if (truths.includes(ends)) return ends;
      return truths.includes("unknown") ? "unknown" : !ends;
    }
    default:
      return checked(condition, given);
  }
}

function checked(check: Check, { source, record, unseen }: ReferenceCase): Truth {
  const { left, operator, modifier, right } = check;
  const seen = read(left, source, record, unseen);
  const isField = right?.kind === "field" || right?.kind === "transformer";
  const other = isField ? read(right, source, record, unseen) : undefined;
  const holds = holdsOf();
  if (!seen.hidden && !other?.hidden) return holds;
  const tells = operator === "exists" || (operator === "intersects" && Array.isArray(seen.value));
  return left.kind === "field" && tells && !other?.hidden && holds ? true : "unknown";

  function holdsOf(): boolean {
    if (seen.value === undefined) return false;
    if (!right) return true;
    if (isField) return other!.value !== undefined && relates(operator, seen.value as string, other!.value as string);
    const constants = right.kind === "list" ? right.values : [right.kind === "string" ? right.value : right.text];
    const values = Array.isArray(seen.value) ? seen.value : [seen.value];
    if (operator === "in") return values.every((each) => constants.includes(each));
    if (operator === "intersects") return values.some((each) => constants.includes(each));
    const hits = constants.filter((constant) => relates(operator, seen.value as string, constant)).length;
    if (modifier === "oneof") return hits === 1;
    return modifier === "allof" ? constants.length > 0 && hits === constants.length : hits > 0;
  }
}

function relates(operator: string, a: string, b: string): boolean {
  switch (operator) {
    case "!=":
      return a !== b;
    case "contains":
      return a.includes(b);
    case "icontains":
      return a
        .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
        .includes(b.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
    case "startswith":
      return a.startsWith(b);
    case "regex":
      return new RegExp(`^(?:${b})$`).test(a);
    case "endswith":
      return a.endsWith(b);
    default:
      return a === b;
  }
}

function read(
  operand: Operand,
  source: FalcoSource,
  record: JsonObject,
  unseen: readonly string[],
): { value?: string | string[]; hidden: boolean } {
  if (operand.kind === "transformer") {
    const { value: plain, hidden } = read(operand.arguments[0] as Operand, source, record, unseen);
    return { value: (plain as string | undefined)?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), hidden };
  }
  const name = operand.argument === undefined ? operand.name : `${operand.name}[${operand.argument}]`;
  const { path, isList, emptied } = REFERENCE_FIELDS[source].find((field) => field.name === name)!;
  const hidden = unseen.some((each) =>
    [path.join("."), ...path.map((_, at) => path.slice(0, at).join("."))].includes(each),
  );
  let at: Json | undefined = record;
  for (const step of path) at = typeof at === "object" && at !== null ? (at as JsonObject)[step] : undefined;
  if (at === undefined) return { hidden };
  if (!isList) return { value: typeof at === "string" ? at : emptied ? "" : JSON.stringify(at), hidden };
  if (!Array.isArray(at) || at.length === 0) return { hidden };
  return { value: at.map((each) => (typeof each === "string" ? each : JSON.stringify(each))), hidden };
}
