import { partitionOf } from "../../../lib/arn.ts";
import type { ObjectRef, ResourceRef } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import { objectKey, presentGroup, typeOfObject } from "../../../tables/kubernetes/types.ts";
import { objectAt, textAt } from "../../member.ts";

/** Stands for every object of a resource in a namespace. */
export const ANY_NAME = "*";

interface Place {
  cluster?: string;
  account?: string;
  region?: string;
}

/**
 * The object of an audit record; its name from the answer where the server gave it. A `deletecollection` names none and
 * needs none.
 */
export function objectOf(raw: JsonObject): ObjectRef | undefined {
  const ref = objectAt(raw, "objectRef");
  const resource = textAt(ref, "resource");
  const given = textAt(objectAt(objectAt(raw, "responseObject"), "metadata"), "name");
  const name = textAt(ref, "name") ?? (textAt(raw, "verb") === "deletecollection" ? ANY_NAME : given);
  if (resource === undefined || name === undefined) return undefined;
  const group = presentGroup(textAt(ref, "apiGroup") ?? "", resource);
  // Namespaces are named by themselves, and stand in none.
  const namespace = resource === "namespaces" ? "" : (textAt(ref, "namespace") ?? "");
  return { group, resource, namespace, name };
}

/** An object inside the event's cluster, under the Terraform type that a person would use for it. */
export function reference(
  { cluster, account, region }: Place,
  object: ObjectRef,
  type = typeOfObject(object),
): ResourceRef {
  return {
    type,
    ...(region === undefined ? {} : { partition: partitionOf(region) }),
    account,
    region,
    cluster,
    key: objectKey(type, object),
    match: {},
    object,
  };
}
