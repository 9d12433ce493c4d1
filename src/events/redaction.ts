import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";

/** What services write in place of a value. Source: CloudTrail records of EKS, EC2, IAM and sign-in. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "HIDDEN_DUE_TO_SECURITY_REASONS",
  "***",
  "****",
  "sensitiveDataRemoved",
  "<sensitiveDataRemoved>",
]);

/** Of these one stands in the text of every record that hides something; an escape could write any of them. */
const TRACES = ["HIDDEN_DUE_TO", "***", "sensitiveDataRemoved", '"omitted"', "\\u00"] as const;

/** Whether something can be hidden in a record, by its text alone: most hide nothing, and are not searched. */
export function mayHide(text: string): boolean {
  for (const trace of TRACES) if (text.includes(trace)) return true;
  return false;
}

/** Nothing that CloudTrail writes is nested deeper; deeper content is looked at by nobody. */
const MAX_DEPTH = 40;

export interface Hidden {
  path: string;
  reason: string;
}

/** Whether CloudTrail dropped this field for its size: `{"omitted": true, "reason": "requestParameters too large"}`. */
export function isCut(value: Json | undefined): value is JsonObject {
  return isObject(value) && (value["omitted"] === true || value["omitted"] === "true");
}

/** Why the content of a value is not in the record; undefined where all of it is. */
export function hiddenReason(value: Json): string | undefined {
  return hiddenIn(value, "")[0]?.reason;
}

/** Every place under a value whose content existed but was dropped or masked. */
export function hiddenIn(value: Json | undefined, path: string): Hidden[] {
  const found: Hidden[] = [];
  search(value, path, 0, found);
  return found;
}

function search(value: Json | undefined, path: string, depth: number, found: Hidden[]): void {
  if (typeof value === "string") {
    if (PLACEHOLDERS.has(value)) found.push({ path, reason: "redacted" });
  } else if (isCut(value)) {
    const reason = typeof value["reason"] === "string" ? value["reason"] : "too large";
    found.push({ path, reason: `cut: ${reason}` });
  } else if (depth < MAX_DEPTH) {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) search(item, `${path}[${index}]`, depth + 1, found);
    } else if (isObject(value)) {
      for (const name of Object.keys(value)) {
        search(value[name], path === "" ? name : `${path}.${name}`, depth + 1, found);
      }
    }
  }
}
