import type { Event } from "../src/model/event.ts";
import type { JsonObject } from "../src/model/json.ts";

/** An audit event or a CloudTrail record of a test, from the record's text, spelled as it stands. */
export function recordOf(kind: "k8s_audit" | "aws_cloudtrail", text: string, more: Partial<Event> = {}): Event {
  const raw = JSON.parse(text) as JsonObject;
  const textOf = (member: string) => (typeof raw[member] === "string" ? raw[member] : "");
  return {
    id: `${kind}\n${textOf("auditID")}${textOf("eventID")}`,
    kind,
    text,
    raw,
    time: Date.parse(textOf("stageTimestamp") || textOf("eventTime")),
    receivedAt: 0,
    actor: { name: "", type: "", via: "unknown" },
    action: "",
    resource: { type: "", name: "" },
    outcome: { ok: true },
    mutates: false,
    unseen: [],
    flags: [],
    origins: [],
    changes: () => [],
    ...more,
  };
}

const AUDIT =
  '"auditID":"a","kind":"Event","stage":"ResponseComplete","stageTimestamp":"2026-01-02T03:04:05.000000006Z"';
const CALL = '"eventTime":"2026-01-02T03:04:05Z","eventType":"AwsApiCall"';

/** An audit event with these members beside the usual ones, written as JSON without the braces. */
export function audit(members = "", more: Partial<Event> = {}): Event {
  return recordOf("k8s_audit", `{${AUDIT}${members === "" ? "" : `,${members}`}}`, more);
}

/** A CloudTrail record with these members beside the usual ones. */
export function call(members = "", more: Partial<Event> = {}): Event {
  return recordOf("aws_cloudtrail", `{${CALL}${members === "" ? "" : `,${members}`}}`, more);
}
