import type { JsonObject } from "../../model/json.ts";
import { objectAt, textAt } from "../member.ts";
import { isRead } from "./mutates.ts";

const TRUNCATED = "audit.k8s.io/truncated";

/** Whether the API server took the bodies out because they were too large. */
export function isTruncated(raw: JsonObject): boolean {
  return textAt(objectAt(raw, "annotations"), TRUNCATED) === "true";
}

/** Bodies that existed and are not in the record: by its level, or because the server took them out. */
export function hiddenBodies(raw: JsonObject): readonly ("requestObject" | "responseObject")[] {
  if (isTruncated(raw)) return ["requestObject", "responseObject"];
  const level = textAt(raw, "level");
  if (level === "Metadata")
    return isRead(textAt(raw, "verb") ?? "") ? ["responseObject"] : ["requestObject", "responseObject"];
  return level === "Request" ? ["responseObject"] : [];
}
