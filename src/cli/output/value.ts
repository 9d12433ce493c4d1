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
