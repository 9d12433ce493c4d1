import type { JsonObject } from "../../model/json.ts";
import type { Envelope } from "./envelope.ts";

const AUDIT_GROUP = "audit.k8s.io/";
/** `v1` and `v1beta1` have the same names; `v1alpha1` does not. */
const VERSIONS: ReadonlySet<unknown> = new Set(["audit.k8s.io/v1", "audit.k8s.io/v1beta1"]);
const STAGES: ReadonlySet<unknown> = new Set(["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"]);

export function isAuditVersion(apiVersion: unknown): boolean {
  return typeof apiVersion === "string" && apiVersion.startsWith(AUDIT_GROUP);
}

/** What an audit event must have to be one (Kubernetes: audit.k8s.io API reference). */
export function isAuditRecord(value: JsonObject): boolean {
  if (typeof value.auditID !== "string" || !STAGES.has(value.stage)) return false;
  return typeof value.verb === "string" || typeof value.requestURI === "string";
}

/** Whether glanced members make an object by itself an audit event that is read. */
export function isPlainAudit(members: JsonObject): boolean {
  return members.kind === "Event" && VERSIONS.has(members.apiVersion) && isAuditRecord(members);
}

/** One audit event that says so itself. */
export const auditEvent: Envelope = {
  name: "audit",
  fits: (value) => value.kind === "Event" && isAuditVersion(value.apiVersion),
  read(found, sink) {
    const { value, text, context } = found;
    if (!VERSIONS.has(value.apiVersion))
      return sink.reject("record-unknown", unreadVersion(value.apiVersion), text, context);
    auditItem.read(found, sink);
  },
};

/** Items of a list whose version is not read; undefined for one that is. */
export function oldAuditItem(apiVersion: unknown): Envelope | undefined {
  if (VERSIONS.has(apiVersion)) return undefined;
  return {
    name: "audit-list",
    fits: () => true,
    read: ({ text, context }, sink) => sink.reject("record-unknown", unreadVersion(apiVersion), text, context),
  };
}

function unreadVersion(apiVersion: unknown): string {
  return `audit events of version ${String(apiVersion)} are not read, only v1 and v1beta1`;
}

/** One item of an EventList, usually without kind and version. */
export const auditItem: Envelope = {
  name: "audit-list",
  fits: isAuditRecord,
  read(found, sink) {
    if (isAuditRecord(found.value)) return sink.audit(found);
    sink.reject(
      "record-unknown",
      "an audit event without auditID, stage, or verb and requestURI",
      found.text,
      found.context,
    );
  },
};
