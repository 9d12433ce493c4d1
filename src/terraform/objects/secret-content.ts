import type { JsonObject } from "../../model/json.ts";
import { manifestOf } from "./manifest.ts";

/** Attributes of in-cluster types that hold secrets whatever the state says of them; a path covers what is under it. */
export function secretContent(type: string, attributes: JsonObject): string[] {
  if (/^kubernetes_secret(_v1)?(_data)?$/.test(type)) return ["data", "binary_data"];
  const manifest = manifestOf(type, attributes);
  if (manifest?.value["kind"] !== "Secret") return [];
  if (manifest.isText) return ["yaml_body", "yaml_body_parsed", "yaml_incluster", "live_manifest_incluster"];
  return ["manifest", "object"].flatMap((attribute) => [`${attribute}.data`, `${attribute}.stringData`]);
}
