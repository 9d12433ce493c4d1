import { parse } from "yaml";
import type { Json } from "../../../model/json.ts";

/** A JSON or YAML text as a value (add-on configuration is either); what parses as neither stays a text. */
export function parseDocument(value: Json): Json {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return parseYaml(value);
  }
}

function parseYaml(text: string): Json {
  try {
    return (parse(text, { maxAliasCount: 100 }) as Json | undefined) ?? null;
  } catch {
    return text;
  }
}
