import type { Resource } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { objectAt, textAt } from "../member.ts";
import { pathOf } from "./request-uri.ts";

/**
 * What a request is about: `objectRef`, with the name the server gave the object where the request had none yet; for a
 * request that names no object the path. A create that the authorizer refused has no name anywhere.
 */
export function resourceOf(raw: JsonObject): Resource {
  const object = objectAt(raw, "objectRef");
  const type = textAt(object, "resource");
  if (type === undefined) return { type: "", name: pathOf(raw) };
  const given = textAt(objectAt(objectAt(raw, "responseObject"), "metadata"), "name");
  const namespace = textAt(object, "namespace");
  const subresource = textAt(object, "subresource");
  return {
    type: subresource === undefined ? type : `${type}/${subresource}`,
    name: textAt(object, "name") ?? given ?? "",
    ...(namespace === undefined ? {} : { namespace }),
  };
}
