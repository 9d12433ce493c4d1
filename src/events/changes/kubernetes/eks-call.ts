import type { AttributeChange, ObjectRef, ResourceChange } from "../../../model/change.ts";
import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { objectOfKind } from "../../../tables/kubernetes/types.ts";
import { objectAt, own, textAt } from "../../member.ts";
import type { Call } from "../call.ts";
import { reference } from "./reference.ts";

/** Operations by which AWS services write objects into a cluster through EKS. */
export const KUBERNETES_OBJECT = /^(create|update|patch|delete)kubernetesobject$/i;

const WHAT: { [verb: string]: ResourceChange["what"] } = { create: "created", delete: "deleted" };

/**
 * What a call of EKS did to an object of the cluster, where the record names the object. AWS documents the operations,
 * not what their records look like: the object is looked for in the request, then in the answer.
 */
export function kubernetesObjectChange(call: Call): ResourceChange[] {
  const object = [call.request, call.response].map((side) => named(side)).find((found) => found !== undefined);
  const verb = KUBERNETES_OBJECT.exec(call.action)?.[1]?.toLowerCase();
  const cluster = textAt(call.request, "clusterName") ?? call.cluster;
  if (!object || verb === undefined || cluster === undefined) return [];
  const what = WHAT[verb] ?? "changed";
  const content: AttributeChange = {
    path: "",
    kind: "opaque",
    value: { unknown: "written through EKS, content unknown" },
  };
  return [
    {
      target: reference({ ...call, cluster }, object),
      what,
      attributes: what === "deleted" ? [] : [content],
      arguments: [],
      ...(what === "changed" ? { restores: true as const } : {}),
    },
  ];
}

/** Objects and manifests stand at most this deep in a request. */
const MOST_LEVELS = 4;

function named(value: JsonObject, level = 0): ObjectRef | undefined {
  const found = manifestRef(value) ?? plainRef(value);
  if (found || level >= MOST_LEVELS) return found;
  for (const member of Object.values(value)) {
    const inner = parsed(member);
    const deeper = isObject(inner) ? named(inner, level + 1) : undefined;
    if (deeper) return deeper;
  }
  return undefined;
}

/** `{apiVersion, kind, metadata: {name}}` */
function manifestRef(value: JsonObject): ObjectRef | undefined {
  const metadata = objectAt(value, "metadata");
  return refOf(value, textAt(metadata, "namespace"), textAt(metadata, "name"));
}

/** `{apiVersion, kind, namespace, name}`; the cluster's own `name` stands beside no kind. */
function plainRef(value: JsonObject): ObjectRef | undefined {
  const name = textAt(value, "objectName") ?? textAt(value, "resourceName");
  const inside = own(value, "clusterName") === undefined ? undefined : textAt(value, "name");
  return refOf(value, textAt(value, "namespace"), name ?? inside);
}

function refOf(value: JsonObject, namespace = "", name: string | undefined): ObjectRef | undefined {
  const kind = textAt(value, "kind");
  if (kind === undefined || name === undefined) return undefined;
  const group = textAt(value, "group");
  const apiVersion = textAt(value, "apiVersion") ?? (group === undefined ? "v1" : `${group}/v1`);
  return { ...objectOfKind(apiVersion, kind), namespace, name };
}

function parsed(value: Json): Json {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
