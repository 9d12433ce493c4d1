import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { objectAt, own, textAt } from "../member.ts";
import { parametersOf } from "./request-uri.ts";

const VERBS: ReadonlySet<string> = new Set(["create", "update", "patch", "delete", "deletecollection"]);

/**
 * Whether a request asked to change nothing. Most say so in the URI. Deletes and evictions may say it in their options,
 * the body: for a delete that has one the server does not look at the URI at all, so that without the body
 * nothing tells a delete from a dry run, and an eviction only if the URI does not.
 * @param isUnseen  whether the request had a body that is not in the record
 */
export function dryRun(raw: JsonObject, isUnseen: boolean): boolean | "unknown" {
  const verb = textAt(raw, "verb") ?? "";
  if (!VERBS.has(verb)) return false;
  const inUri = parametersOf(raw).getAll("dryRun").includes("All");
  const body = own(raw, "requestObject");
  if (verb === "delete" || verb === "deletecollection") {
    if (isUnseen) return "unknown";
    return isObject(body) ? asksInBody(body) : inUri;
  }
  if (textAt(objectAt(raw, "objectRef"), "subresource") !== "eviction" || inUri) return inUri;
  return isUnseen ? "unknown" : isObject(body) && asksInBody(own(body, "deleteOptions"));
}

function asksInBody(options: Json | undefined): boolean {
  const asked = isObject(options) ? own(options, "dryRun") : undefined;
  return Array.isArray(asked) && asked.includes("All");
}
