import type { JsonObject } from "../../model/json.ts";
import type { Container } from "../framing/frame.ts";
import { auditItem, isAuditVersion, oldAuditItem } from "./audit.ts";
import { inside } from "./context.ts";
import type { Context } from "./context.ts";
import type { Envelope } from "./envelope.ts";
import { elementEnvelopes } from "./index.ts";
import { subscriptionContext, subscriptionEvent } from "./log-events.ts";

/** How the elements of a framed array are to be read. */
export interface ListKind {
  envelopes: readonly Envelope[];
  context: Context;
  /** The members around the list say what it is, whatever its elements look like. */
  sure: boolean;
  /** The list as a whole is one piece of housekeeping. */
  control?: true;
}

/** Names in the provenance of what came out of a list. */
const CHAIN: { [key: string]: string } = {
  Records: "records",
  records: "firehose-batch",
  Messages: "sqs-answer",
  Events: "lookup-answer",
  events: "log-page",
};

/**
 * Tells what an array of records is from its key and the members around it.
 * @param whole  no further member will come
 * @returns undefined while a member that decides is still to come
 */
export function listKind(container: Container, context: Context, whole: boolean): ListKind | undefined {
  const { key, members } = container;
  if (key === "logEvents") return subscription(members, context, whole);
  if (key === "items") return auditList(members, context, whole);
  const envelopes = elementEnvelopes[key] ?? [];
  const name = CHAIN[key];
  return { envelopes, context: name === undefined ? context : inside(context, name), sure: false };
}

/** Envelopes an element may have, before the members around the list are known. */
export function possibleEnvelopes(key: string): readonly Envelope[] {
  if (key === "logEvents") return [subscriptionEvent];
  return key === "items" ? [auditItem] : (elementEnvelopes[key] ?? []);
}

/** What stands beside lists of records in the answers and payloads that are known. */
const COMPANIONS: ReadonlySet<string> = new Set(
  "messageType owner logGroup logStream subscriptionFilters policyLevel kind apiVersion metadata ResponseMetadata NextToken nextToken nextForwardToken nextBackwardToken searchedLogStreams requestId timestamp MillisBehindLatest NextShardIterator deliveryStreamArn invocationId region".split(
    " ",
  ),
);

/** Whether an empty list is all there is: an empty file, page or answer. A `Records` list may have any company. */
export function isEmptyAnswer({ key, members }: Container): boolean {
  return key === "" || key === "Records" || Object.keys(members).every((member) => COMPANIONS.has(member));
}

const SUBSCRIPTION_MEMBERS = ["messageType", "owner", "logGroup", "logStream"];

function subscription(members: JsonObject, context: Context, whole: boolean): ListKind | undefined {
  const known = subscriptionContext(members, context);
  if (members.messageType === "CONTROL_MESSAGE") return { envelopes: [], context: known, sure: true, control: true };
  if (!whole && SUBSCRIPTION_MEMBERS.some((member) => !Object.hasOwn(members, member))) return undefined;
  if (members.messageType !== "DATA_MESSAGE") return { envelopes: [], context, sure: false };
  return { envelopes: [subscriptionEvent], context: known, sure: true };
}

function auditList({ kind, apiVersion }: JsonObject, context: Context, whole: boolean): ListKind | undefined {
  if (kind !== undefined && kind !== "EventList") return { envelopes: [], context, sure: false };
  if (isAuditVersion(apiVersion) && kind === undefined && !whole) return undefined;
  if (isAuditVersion(apiVersion) && kind === "EventList")
    return { envelopes: [oldAuditItem(apiVersion) ?? auditItem], context: inside(context, "audit-list"), sure: true };
  if (!whole && apiVersion === undefined) return undefined;
  return { envelopes: [], context, sure: false };
}
