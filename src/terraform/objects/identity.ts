import type { ObjectRef } from "../../model/change.ts";
import { isObject, scalarText } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { HELM_RELEASE, kindOfType, objectOfKind } from "../../tables/kubernetes/types.ts";
import { manifestOf } from "./manifest.ts";

/** What a resource of a state stands for inside its cluster; undefined for other types, and where the state does not say. */
export function objectOf(type: string, attributes: JsonObject): ObjectRef | undefined {
  const found = namedBy(type, attributes);
  return found && found.name !== "" && found.resource !== "" ? found : undefined;
}

function namedBy(type: string, attributes: JsonObject): ObjectRef | undefined {
  const metadata = block(attributes["metadata"]);
  const named = { namespace: scalarText(metadata["namespace"]), name: scalarText(metadata["name"]) };
  const kind = kindOfType(type);
  if (kind) return { group: kind.group, resource: kind.resource, ...named };
  switch (type) {
    case "kubernetes_config_map_v1_data":
      return { group: "", resource: "configmaps", ...named };
    case "kubernetes_secret_v1_data":
      return { group: "", resource: "secrets", ...named };
    case "kubernetes_node_taint":
      return { group: "", resource: "nodes", ...named };
    case "kubernetes_labels":
    case "kubernetes_annotations":
    case "kubernetes_env":
      return { ...objectOfKind(scalarText(attributes["api_version"]), scalarText(attributes["kind"])), ...named };
    case HELM_RELEASE:
      return {
        group: "helm.sh",
        resource: "releases",
        namespace: text(attributes["namespace"], "default"),
        name: text(attributes["name"]),
      };
    default:
      return fromManifest(manifestOf(type, attributes)?.value);
  }
}

function fromManifest(manifest: JsonObject | undefined): ObjectRef | undefined {
  if (!manifest) return undefined;
  const metadata = isObject(manifest["metadata"]) ? manifest["metadata"] : {};
  return {
    ...objectOfKind(scalarText(manifest["apiVersion"]), scalarText(manifest["kind"])),
    namespace: scalarText(metadata["namespace"]),
    name: scalarText(metadata["name"]),
  };
}

/** Single blocks are lists of one, objects in providers of the newer kind. */
function block(value: Json | undefined): JsonObject {
  const first = Array.isArray(value) ? value[0] : value;
  return isObject(first) ? first : {};
}

function text(value: Json | undefined, otherwise = ""): string {
  return scalarText(value) || otherwise;
}
