import { parse } from "yaml";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";

/** A manifest of a state, and the attribute that holds it. */
export interface Manifest {
  attribute: string;
  /** Whether the attribute is a text, so that paths within it are JSON pointers. */
  isText: boolean;
  value: JsonObject;
}

/** Longer texts are no manifests. */
const MOST_CHARACTERS = 512 * 1024;

/**
 * The object as the configuration wants it, of types that hold it as the API writes it.
 * @param hides  whether the state forbids showing an attribute: then its printable double is taken where there is one
 */
export function manifestOf(
  type: string,
  attributes: JsonObject,
  hides: (attribute: string) => boolean = () => false,
): Manifest | undefined {
  if (type === "kubernetes_manifest") {
    const value = unwrapped(attributes["manifest"]);
    return isObject(value) ? { attribute: "manifest", isText: false, value } : undefined;
  }
  if (type !== "kubectl_manifest") return undefined;
  const names = hides("yaml_body") ? ["yaml_body_parsed", "yaml_body"] : ["yaml_body", "yaml_body_parsed"];
  for (const attribute of names) {
    const value = parsed(attributes[attribute]);
    if (isObject(value)) return { attribute, isText: true, value };
  }
  return undefined;
}

/** States write an attribute of any type together with its type. */
export function unwrapped(value: Json | undefined): Json | undefined {
  return isObject(value) && Object.keys(value).length === 2 && "type" in value && "value" in value
    ? value["value"]
    : value;
}

function parsed(text: Json | undefined): Json | undefined {
  if (typeof text !== "string" || text.length > MOST_CHARACTERS) return undefined;
  try {
    return parse(text, { maxAliasCount: 100, logLevel: "error" }) as Json | undefined;
  } catch {
    return undefined;
  }
}
