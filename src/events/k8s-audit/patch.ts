import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { PatchShape } from "../../model/event.ts";
import { own, textAt } from "../member.ts";
import { parameter } from "./request-uri.ts";

/** Nothing that a patch says is nested deeper. */
const MAX_DEPTH = 40;

/**
 * How a patch was written, by its body: audit events do not hold its content type. Server-side apply sends the kind with
 * its fields and must name its manager; kubectl's commands that send other patches are managers of their own.
 * @returns undefined where there is no patch, or no body of it
 */
export function patchShape(raw: JsonObject): PatchShape | undefined {
  if (textAt(raw, "verb") !== "patch") return undefined;
  const body = own(raw, "requestObject");
  if (Array.isArray(body)) return "operations";
  if (!isObject(body)) return undefined;
  const isWhole = textAt(body, "kind") !== undefined && textAt(body, "apiVersion") !== undefined;
  const manager = parameter(raw, "fieldManager") ?? "";
  if (isWhole && manager !== "" && !manager.startsWith("kubectl-")) return "apply";
  return hasDirective(body, 0) ? "strategic-merge" : "merge";
}

/** `$patch`, `$setElementOrder/…`, `$retainKeys`, `$deleteFromPrimitiveList/…`. */
function hasDirective(value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((item) => hasDirective(item, depth + 1));
  return (
    isObject(value) && Object.keys(value).some((name) => name.startsWith("$") || hasDirective(value[name], depth + 1))
  );
}
