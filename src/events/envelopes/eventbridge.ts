import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import { memberText } from "../framing/member-text.ts";
import { readCloudTrail } from "./cloudtrail.ts";
import { inside } from "./context.ts";
import type { Envelope, Found, Sink } from "./envelope.ts";

/** Matched in lower case, blanks collapsed, without the leading "amazon" of the China partition. */
const CLOUDTRAIL_TYPES: ReadonlySet<string> = new Set([
  "aws api call via cloudtrail",
  "aws console sign in via cloudtrail",
  "aws console signin via cloudtrail",
  "aws console action via cloudtrail",
  "aws service event via cloudtrail",
  "aws network activity event via cloudtrail",
]);
const INSIGHT_TYPE = "aws insight via cloudtrail";
const HOUSEKEEPING = /^scheduled event$|delivery status$|re-evaluation status$/;

/** An EventBridge event; first match wins: CloudTrail, S3, housekeeping, event of a service. */
export const eventBridge: Envelope = {
  name: "eventbridge",
  fits: (value) => typeof value["detail-type"] === "string" && isObject(value.detail),
  read(found, sink) {
    const type = normal(found.value["detail-type"] as string);
    const context = inside(found.context, "eventbridge");
    if (type === INSIGHT_TYPE) return sink.skip("insight", context);
    if (CLOUDTRAIL_TYPES.has(type)) return readDetail(found, sink);
    const source = found.value.source;
    if (source === "aws.s3") return readS3(found, type, sink);
    if (HOUSEKEEPING.test(type) || typeof source !== "string" || !source.startsWith("aws."))
      return sink.skip("detail-type", context);
    sink.awsEvent(found);
  },
};

function normal(type: string): string {
  return type
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^amazon (?=aws )/, "")
    .replace(/^amazon /, "aws ");
}

/** `detail` is the CloudTrail record; its own text is what rules and filters see. */
function readDetail({ value, text, context }: Found, sink: Sink): void {
  const detail = value.detail as JsonObject;
  const known = { account: textOf(value.account), region: textOf(value.region), time: timeOf(value.time) };
  readCloudTrail(
    { value: detail, text: memberText(text, "detail"), context: inside(context, "eventbridge", known) },
    sink,
  );
}

/** Keys are not form-encoded here. */
function readS3({ value, text, context }: Found, type: string, sink: Sink): void {
  const detail = value.detail as JsonObject;
  const within = inside(context, "eventbridge");
  if (type !== "object created") return sink.skip("detail-type", within);
  const { bucket, object } = detail;
  if (!isObject(bucket) || !isObject(object) || typeof bucket.name !== "string" || typeof object.key !== "string")
    return sink.reject("record-unknown", "an S3 event without bucket or key", text, within);
  sink.pointer(bucket.name, object.key, textOf(object["version-id"]), within);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
