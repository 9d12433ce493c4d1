import { parsePath, valueAt } from "../../../lib/path.ts";
import type { AttributeChange, NewValue, ResourceChange } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import { HELM_RELEASE, manifestTypes } from "../../../tables/kubernetes/types.ts";
import { manifestOf } from "../../../terraform/objects/manifest.ts";
import { isSensitive, stateValue } from "../state-values.ts";
import { isAwsAuth, mappingChanges } from "./aws-auth.ts";
import { memberDifferences } from "./blocks.ts";
import { manifestDifferences } from "./manifests.ts";
import { isCompared, memberOf } from "./names.ts";
import { OWNED, PARTS } from "./parts.ts";
import { inStateForm } from "./scalars.ts";

/** What an audited write means for one resource of a state, in the words of that resource. */
export function inWordsOf(resource: ManagedResource, change: ResourceChange): ResourceChange {
  if (change.object) return { ...change, attributes: objectDifferences(resource, change.object), arguments: [] };
  // Of a deletion only whether it was one can be unknown.
  if (change.what === "deleted") return { ...change, arguments: [] };
  return { ...change, attributes: change.attributes.flatMap((attribute) => translated(resource, attribute)) };
}

/** In what a whole object differs from a resource of a state. */
function objectDifferences(resource: ManagedResource, live: JsonObject): AttributeChange[] {
  const { type, attributes } = resource;
  const part = PARTS[type];
  if (part) return withMappings(resource, part(attributes, live));
  const manifest = manifestAt(resource);
  if (manifest) return manifestDifferences(manifest, live);
  const found = Object.entries(attributes).flatMap(([name, held]) =>
    isCompared(name, "") ? memberDifferences(held, memberOf(live, name), name) : [],
  );
  return withMappings(resource, found);
}

function withMappings(resource: ManagedResource, changes: readonly AttributeChange[]): AttributeChange[] {
  if (!isAwsAuth(resource.object)) return [...changes];
  return changes.flatMap((change) =>
    mappingChanges(change, valueAt(resource.attributes, parsePath(change.path) ?? [])),
  );
}

function manifestAt(resource: ManagedResource) {
  return manifestOf(resource.type, resource.attributes, (attribute) => isSensitive(resource, attribute));
}

/** A change that is told of a part of the object, or of content that nobody can tell. */
function translated(resource: ManagedResource, change: AttributeChange): AttributeChange[] {
  const { type, attributes } = resource;
  if (change.unmapped) return [change];
  if (type === HELM_RELEASE) return [{ ...change, path: change.path === "" ? "" : revisionPath(attributes) }];
  if (change.path === "") return [{ ...change, path: contentPath(resource) }];
  if (change.path === "spec[0].replicas") {
    const path = replicasPath(resource);
    return path === undefined ? [] : [{ ...change, path, value: scaledValue(resource, path, change.value) }];
  }
  return [];
}

/** Blocks were lists before version 3 of the helm provider. */
export function revisionPath(attributes: JsonObject): string {
  return isObject(attributes["metadata"]) ? "metadata.revision" : "metadata[0].revision";
}

function replicasPath(resource: ManagedResource): string | undefined {
  const manifest = manifestAt(resource);
  if (manifest) {
    const spec = manifest.value["spec"];
    if (!isObject(spec) || !Object.hasOwn(spec, "replicas")) return undefined;
    return manifest.isText ? `${manifest.attribute}#/spec/replicas` : `${manifest.attribute}.spec.replicas`;
  }
  const spec: Json | undefined = valueAt(resource.attributes, ["spec", 0]);
  return isObject(spec) && Object.hasOwn(spec, "replicas") ? "spec[0].replicas" : undefined;
}

function scaledValue(resource: ManagedResource, path: string, value: NewValue): NewValue {
  if (!("set" in value)) return value;
  return { set: inStateForm(value.set, stateValue(resource, path, undefined), "replicas") ?? null };
}

/** The attribute that stands for what an object holds, where nothing better is known. */
function contentPath({ type, attributes }: ManagedResource): string {
  const known = manifestTypes.has(type) ? ["manifest", "yaml_body"] : [...OWNED, "spec", "rule", "subject", "webhook"];
  return known.find((name) => Object.hasOwn(attributes, name)) ?? "metadata";
}

/** The revision that a state holds of a release. */
export function heldRevision({ attributes }: ManagedResource): number {
  return Number(scalarText(valueAt(attributes, parsePath(revisionPath(attributes)) ?? [])) || 0);
}
