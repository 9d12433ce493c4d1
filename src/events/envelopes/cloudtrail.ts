import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import type { Envelope, Found, Sink } from "./envelope.ts";

function isServiceHost(source: unknown): boolean {
  return typeof source === "string" && (source.endsWith(".amazonaws.com") || source.endsWith(".amazonaws.com.cn"));
}

function isAggregated(value: JsonObject): boolean {
  return value.eventCategory === "Aggregated" || value.eventType === "AwsAggregatedEvent";
}

/** An element of a CloudTrail log file. */
export function isFileRecord(value: JsonObject): boolean {
  const named = typeof value.eventName === "string" && typeof value.eventTime === "string";
  if (named && isServiceHost(value.eventSource)) return true;
  return typeof value.eventType === "string" || typeof value.eventCategory === "string";
}

/** A record that stands alone. */
function isBareRecord(value: JsonObject): boolean {
  if (isAggregated(value) && typeof value.eventVersion === "string") return true;
  if (typeof value.eventVersion !== "string" || typeof value.eventID !== "string") return false;
  return isObject(value.userIdentity) || typeof value.eventCategory === "string";
}

/**
 * Whether the glanced members make an element of `Records` a call, whatever else it holds: the envelopes that come
 * before CloudTrail's begin their sources with `aws:`, Insight and aggregated records are told by their category.
 */
export function isPlainCall(members: JsonObject): boolean {
  const { eventSource, eventName, eventTime, eventType, eventCategory } = members;
  if (typeof eventSource !== "string" || typeof eventName !== "string" || typeof eventTime !== "string") return false;
  if (eventType === "AwsCloudTrailInsight" || eventCategory === "Insight" || isAggregated(members)) return false;
  return !eventSource.startsWith("aws:") && isFileRecord(members);
}

/** Takes a CloudTrail record; Insight and aggregated ones look alike and are no calls. */
export function readCloudTrail(found: Found, sink: Sink): void {
  const { value, text, context } = found;
  if (value.eventCategory === "Insight" || value.eventType === "AwsCloudTrailInsight")
    return sink.skip("insight", context);
  if (isAggregated(value)) return sink.skip("aggregated", context);
  if (typeof value.eventName !== "string" || typeof value.eventTime !== "string")
    return sink.reject("record-unknown", "a CloudTrail record without eventName or eventTime", text, context);
  sink.cloudtrail(found);
}

export const cloudtrailFile: Envelope = { name: "cloudtrail", fits: isFileRecord, read: readCloudTrail };
export const bareCloudtrail: Envelope = { name: "cloudtrail-record", fits: isBareRecord, read: readCloudTrail };
