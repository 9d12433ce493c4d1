import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import { clean } from "./text.ts";

/**
 * A value as a person reads it, on one line and safe to print: strings bare, everything else as JSON.
 * The empty string shows its quotes, for nothing would be seen otherwise; undefined is `?`.
 */
export function show(value: Json | undefined): string {
  if (value === undefined) return "?";
  if (typeof value === "string") return value === "" ? '""' : clean(value);
  return clean(JSON.stringify(value));
}

/** What a call did to a set whose other members are not known: `+api +audit -scheduler`; undefined for other values. */
export function showDelta(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  const { add, remove, ...rest } = value;
  if (!Array.isArray(add ?? []) || !Array.isArray(remove ?? []) || Object.keys(rest).length > 0) return undefined;
  return [...signed(add, "+"), ...signed(remove, "-")].join(" ") || undefined;
}

function signed(members: Json | undefined, sign: string): string[] {
  return Array.isArray(members) ? members.map((member) => `${sign}${show(member)}`) : [];
}
