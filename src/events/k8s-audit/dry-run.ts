import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { objectAt, own, textAt } from "../member.ts";
import { parametersOf } from "./request-uri.ts";

const VERBS: ReadonlySet<string> = new Set(["create", "update", "patch", "delete", "deletecollection"]);

/** The body of a request, or why there is nothing to look at. */
export type Body = { value: Json | undefined } | "unseen";

/**
 * Whether a request asked to change nothing. Most say so in the URI. Deletes and evictions may say it in their options,
 * the body: for a delete that has one the server does not look at the URI at all, so that without the body
 * nothing tells a delete from a dry run, and an eviction only if the URI does not.
 * @param head  `verb`, `requestURI` and `objectRef` of the record
 * @param bodyOf  asked only where the body decides
 */
export function dryRun(head: JsonObject, bodyOf: () => Body): boolean | "unknown" {
  const verb = textAt(head, "verb") ?? "";
  if (!VERBS.has(verb)) return false;
  const inUri = asksInUri(head);
  const isDelete = verb === "delete" || verb === "deletecollection";
  const isEviction = textAt(objectAt(head, "objectRef"), "subresource") === "eviction";
  if (!isDelete && (!isEviction || inUri)) return inUri;
  const body = bodyOf();
  if (body === "unseen") return "unknown";
  const options = isDelete ? body.value : isObject(body.value) ? own(body.value, "deleteOptions") : undefined;
  return isObject(options) ? asksInBody(options) : inUri;
}

/** Most URIs have no such parameter: one that may have it holds its name, or an escape. */
function asksInUri(head: JsonObject): boolean {
  const uri = textAt(head, "requestURI") ?? "";
  return /dryRun|%/.test(uri) && parametersOf(head).getAll("dryRun").includes("All");
}

function asksInBody(options: JsonObject): boolean {
  const asked = own(options, "dryRun");
  return Array.isArray(asked) && asked.includes("All");
}
