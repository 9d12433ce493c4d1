import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { inside } from "./context.ts";
import type { Context } from "./context.ts";
import type { Envelope } from "./envelope.ts";

/** What a Lambda function gets from a subscription. */
export const lambdaLogs: Envelope = {
  name: "awslogs",
  fits: (value) => isObject(value.awslogs) && typeof value.awslogs.data === "string",
  read: ({ value, context }, sink) => sink.base64((value.awslogs as { data: string }).data, inside(context, "awslogs")),
};

/** One log event of a subscription payload; `context` already knows what stands around the list. */
export const subscriptionEvent: Envelope = {
  name: "subscription",
  fits: (value) => typeof value.message === "string",
  read: ({ value, context }, sink) => sink.message(value.message as string, { ...context, ...ofEvent(value) }),
};

/** One event of a GetLogEvents or FilterLogEvents page. */
export const pageEvent: Envelope = {
  name: "log-events",
  fits: (value) => typeof value.message === "string",
  read: ({ value, context }, sink) =>
    sink.message(value.message as string, inside(context, "log-events", ofEvent(value))),
};

/** One event of a LookupEvents answer. */
export const lookupEvent: Envelope = {
  name: "lookup-events",
  fits: (value) => typeof value.CloudTrailEvent === "string",
  read: ({ value, context }, sink) => sink.message(value.CloudTrailEvent as string, inside(context, "lookup-events")),
};

/** Group, stream, account and region from the members around `logEvents`. */
export function subscriptionContext(members: JsonObject, context: Context): Context {
  return inside(context, "subscription", {
    ...text("logGroup", members.logGroup),
    ...text("logStream", members.logStream),
    ...text("account", members["@aws.account"] ?? members.owner),
    ...text("region", members["@aws.region"]),
  });
}

function ofEvent(value: JsonObject): Partial<Context> {
  return {
    ...text("logEventId", value.id ?? value.eventId),
    ...text("logStream", value.logStreamName),
    ...(typeof value.timestamp === "number" ? { time: value.timestamp, logTime: value.timestamp } : {}),
    ...(typeof value.ingestionTime === "number" ? { ingestionTime: value.ingestionTime } : {}),
  };
}

function text<K extends string>(key: K, value: Json | undefined): { [name in K]?: string } {
  return typeof value === "string" && value !== "" ? ({ [key]: value } as { [name in K]: string }) : {};
}
