import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { inside } from "./context.ts";
import type { Envelope } from "./envelope.ts";

const SNS_TYPES: ReadonlySet<Json | undefined> = new Set([
  "Notification",
  "SubscriptionConfirmation",
  "UnsubscribeConfirmation",
]);

/** SNS around anything; confirmations are housekeeping in files and queues. */
export const sns: Envelope = {
  name: "sns",
  fits: (value) => SNS_TYPES.has(value.Type) && typeof value.TopicArn === "string",
  read({ value, text, context }, sink) {
    const within = inside(context, "sns");
    if (value.Type !== "Notification") return sink.control(within);
    if (typeof value.Message !== "string")
      return sink.reject("record-unknown", "an SNS notification without a Message", text, within);
    return sink.body(value.Message, within);
  },
};

/** What S3 sends once when notifications are turned on. */
export const s3Test: Envelope = {
  name: "s3-test",
  fits: (value) => value.Event === "s3:TestEvent" && typeof value.Bucket === "string",
  read: ({ context }, sink) => sink.control(inside(context, "s3-test")),
};

/** CloudTrail's own notice of delivered files, keys as they are. */
export const cloudtrailNotice: Envelope = {
  name: "cloudtrail-notice",
  fits: (value) =>
    typeof value.s3Bucket === "string" && (Array.isArray(value.s3ObjectKey) || typeof value.s3ObjectKey === "string"),
  read({ value, text, context }, sink) {
    const within = inside(context, "cloudtrail-notice");
    for (const key of [value.s3ObjectKey].flat() as Json[]) {
      if (typeof key === "string") sink.pointer(value.s3Bucket as string, key, undefined, within);
      else sink.reject("record-unknown", "a CloudTrail notice with a key that is no text", text, within);
    }
  },
};

/** One record of an S3 event notification; keys are form-encoded. */
export const s3Notification: Envelope = {
  name: "s3-notification",
  fits: (value) => value.eventSource === "aws:s3",
  read({ value, text, context }, sink) {
    const within = inside(context, "s3-notification");
    const name = typeof value.eventName === "string" ? value.eventName.replace(/^s3:/, "") : "";
    if (!name.startsWith("ObjectCreated:")) return sink.skip(name === "" ? "s3-event" : `s3-${kebab(name)}`, within);
    const place = placeOf(value);
    if (!place) return sink.reject("record-unknown", "an S3 notification without bucket or key", text, within);
    sink.pointer(place.bucket, place.key, place.version, within);
  },
};

function kebab(eventName: string): string {
  return (eventName.split(":")[0] ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

function placeOf(value: JsonObject): { bucket: string; key: string; version: string | undefined } | undefined {
  const { s3 } = value;
  if (!isObject(s3) || !isObject(s3.bucket) || !isObject(s3.object)) return undefined;
  const { key, versionId } = s3.object;
  if (typeof s3.bucket.name !== "string" || typeof key !== "string") return undefined;
  const decoded = formDecoded(key);
  if (decoded === undefined) return undefined;
  return { bucket: s3.bucket.name, key: decoded, version: typeof versionId === "string" ? versionId : undefined };
}

/** `+` is a blank, the rest percent-encoded UTF-8; undefined where that is broken. */
function formDecoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
