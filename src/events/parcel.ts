import type { Event, Origin } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import { awsEvent } from "./aws-event.ts";
import { cloudtrailEvent, CloudTrailEvent, glancedEvent } from "./cloudtrail.ts";
import { controlPlaneEvent, ControlPlaneEvent } from "./control-plane-log/message.ts";
import type { LineContext } from "./control-plane-log/message.ts";
import { auditEventOf, AuditEvent, glancedAuditEvent } from "./k8s-audit/audit-event.ts";
import type { AuditContext } from "./k8s-audit/audit-event.ts";

/** An event as it passes from one thread to another: plain data, from which the same event is made again. */
export type Parcel =
  | { kind: "glanced"; members: JsonObject; text: string; origin: Origin; receivedAt: number }
  | { kind: "aws_cloudtrail" | "aws_event"; raw: string; text: string; origin: Origin; receivedAt: number }
  | { kind: "k8s_audit"; raw: string; text: string; context: AuditContext }
  | { kind: "glanced_audit"; members: JsonObject; text: string; context: AuditContext }
  | { kind: "control_plane_log"; text: string; context: LineContext };

/** @param event  one that `decode` gave */
export function parcelOf(event: Event): Parcel {
  const { text, receivedAt } = event;
  if (event instanceof ControlPlaneEvent) return { kind: event.kind, text, context: event.context };
  if (event instanceof AuditEvent) return auditParcel(event);
  const origin = event.origins[0]!;
  if (event instanceof CloudTrailEvent && event.glanced)
    return { kind: "glanced", members: event.glanced, text, origin, receivedAt };
  const kind = event instanceof CloudTrailEvent ? "aws_cloudtrail" : "aws_event";
  // Envelopes may have added to the record, so that its text alone would not do.
  return { kind, raw: JSON.stringify(event.raw), text, origin, receivedAt };
}

function auditParcel(event: AuditEvent): Parcel {
  const { kind, glanced, text, context } = event;
  if (glanced) return { kind: "glanced_audit", members: glanced, text, context };
  // Of a record that was cut off the text does not parse.
  return { kind, raw: JSON.stringify(event.raw), text, context };
}

export function eventOf(parcel: Parcel): Event {
  if (parcel.kind === "control_plane_log") return controlPlaneEvent(parcel.text, parcel.context);
  if (parcel.kind === "glanced_audit") return glancedAuditEvent(parcel.members, parcel.text, parcel.context);
  if (parcel.kind === "k8s_audit") return auditEventOf(rawOf(parcel), parcel.text, parcel.context);
  const { text, origin, receivedAt } = parcel;
  if (parcel.kind === "glanced") return glancedEvent(parcel.members, text, origin, receivedAt);
  const make = parcel.kind === "aws_event" ? awsEvent : cloudtrailEvent;
  return make(rawOf(parcel), text, origin, receivedAt);
}

function rawOf({ raw }: { raw: string }): JsonObject {
  return JSON.parse(raw) as JsonObject;
}
