import { formatPath } from "../../lib/path.ts";
import type { PathStep } from "../../lib/path.ts";
import { isObject, scalarText } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import { isSecretName } from "../../tables/kubernetes/secret-names.ts";
import { manifestOf } from "./manifest.ts";

/** Attributes of in-cluster types that hold secrets whatever the state says of them; a path covers what is under it. */
export function secretContent(type: string, attributes: JsonObject): string[] {
  if (/^kubernetes_secret(_v1)?(_data)?$/.test(type)) return ["data", "binary_data"];
  const manifest = manifestOf(type, attributes);
  if (manifest?.value["kind"] !== "Secret") return inClusterTypes.has(type) ? variables(attributes, []) : [];
  if (manifest.isText) return ["yaml_body", "yaml_body_parsed", "yaml_incluster", "live_manifest_incluster"];
  return ["manifest", "object"].flatMap((attribute) => [`${attribute}.data`, `${attribute}.stringData`]);
}

const MOST_LEVELS = 64;

/** Values of variables that are named like secrets, wherever containers stand. */
function variables(value: Json, at: readonly PathStep[]): string[] {
  if (at.length > MOST_LEVELS) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => variables(item, [...at, index]));
  if (!isObject(value)) return [];
  if (at.at(-2) === "env" && isSecretName(scalarText(value["name"]))) return [formatPath([...at, "value"])];
  return Object.entries(value).flatMap(([name, member]) => variables(member, [...at, name]));
}
