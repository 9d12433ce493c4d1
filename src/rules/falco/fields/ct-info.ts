import type { Event } from "../../../model/event.ts";
import { isObject } from "../../../model/json.ts";
import { USER_READS, userOf } from "./ct-identity.ts";
import { plainAt, valueAt } from "./record.ts";
import type { Row } from "./row.ts";
import { s3Bytes, s3Uri } from "./s3.ts";

/** What `ct.info` says of a record that lacks the user, the address or the operation. */
const INCOMPLETE = "<no user, address or operation>";

const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** `ct.info`: who, from where, whether it failed (`!`), read (←) or changed (→), what; and what it was about. */
export function infoOf(event: Event): string {
  const [user, address, operation] = [
    userOf(event),
    plainAt(event, ["sourceIPAddress"]),
    plainAt(event, ["eventName"]),
  ];
  if (user === undefined || address === undefined || operation === undefined) return INCOMPLETE;
  const from = user === address ? "" : ` via ${address}`;
  const failed = plainAt(event, ["errorCode"]) === undefined ? "" : "!";
  const readOnly = valueAt(event.raw, ["readOnly"]);
  const arrow = readOnly === undefined || readOnly === true ? "\u2190" : "\u2192";
  return `${user}${from} ${failed}${arrow} ${operation}${blocks(event, operation) ?? object(event)}`;
}

function blocks(event: Event, operation: string): string | undefined {
  if (operation !== "PutBucketPublicAccessBlock") return undefined;
  const settings = valueAt(event.raw, ["requestParameters", "PublicAccessBlockConfiguration"]);
  if (!isObject(settings)) return undefined;
  return BLOCKS.map((name) => ` ${name}=${valueAt(settings, [name]) === true}`).join("");
}

function object(event: Event): string {
  const size = s3Bytes(event);
  const request = (member: string) => plainAt(event, ["requestParameters", member]);
  const named = [
    ["URI", s3Uri(event)],
    ["Bucket", request("bucketName")],
    ["Key", request("key")],
    ["Host", request("Host")],
  ].find(([, value]) => value !== undefined);
  return `${size === undefined ? "" : ` Size=${size}`}${named ? ` ${named[0]}=${named[1]}` : ""}`;
}

export const ctInfo: readonly Row[] = [
  {
    name: "ct.info",
    summary: "Who did what from where, and to which object, in one line.",
    reads: [
      ...USER_READS,
      "sourceIPAddress",
      "eventName",
      "errorCode",
      "readOnly",
      ...["bytesTransferredIn", "bytesTransferredOut"].map((member) => `additionalEventData.${member}`),
      ...["bucketName", "key", "Host", "PublicAccessBlockConfiguration"].map((member) => `requestParameters.${member}`),
    ],
    read: infoOf,
  },
];
