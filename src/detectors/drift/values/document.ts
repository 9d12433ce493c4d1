import { parse } from "yaml";
import type { Json } from "../../../model/json.ts";

/** Longer texts are compared as texts; what AWS takes is far below. */
const MOST_CHARACTERS = 64 * 1024;
/** Deeper values are compared as texts: whoever walks through them must come back. */
const MOST_LEVELS = 100;

/** The same few texts are asked for again and again while an object's acts are judged. */
const REMEMBERED = 16;
const remembered = new Map<string, Json>();

/**
 * A JSON or YAML text as a value (add-on configuration is either); what parses as neither stays a text. The value is
 * shared: not to be written to.
 */
export function parseDocument(value: Json): Json {
  if (typeof value !== "string" || value.length > MOST_CHARACTERS) return value;
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const parsed = parseJson(value);
  const document = isDeep(parsed) ? value : parsed;
  if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value!);
  remembered.set(value, document);
  return document;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): Json {
  try {
    return (parse(text, { maxAliasCount: 100, logLevel: "error" }) as Json | undefined) ?? null;
  } catch {
    return text;
  }
}

function isDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return false;
}
