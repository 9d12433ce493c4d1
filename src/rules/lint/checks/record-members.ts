import { nearest } from "../../../lib/nearest.ts";
import type { EventKind } from "../../../model/event.ts";
import { needsField, placeOf } from "./site.ts";
import type { Check } from "./site.ts";

/** The members a record has itself. Sources: CloudTrail record contents, CloudTrail User Guide; Event, audit.k8s.io/v1 and v1beta1. */
const MEMBERS: { readonly [source in EventKind]?: readonly string[] } = {
  aws_cloudtrail: (
    "eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage " +
    "requestParameters responseElements additionalEventData requestID eventID readOnly resources eventType apiVersion " +
    "managementEvent recipientAccountId serviceEventDetails sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory " +
    "addendum sessionCredentialFromConsole eventContext edgeDeviceDetails tlsDetails insightDetails"
  ).split(" "),
  k8s_audit: (
    "kind apiVersion metadata level auditID stage timestamp requestURI verb user impersonatedUser sourceIPs userAgent objectRef " +
    "responseStatus requestObject responseObject requestReceivedTimestamp stageTimestamp annotations authenticationMetadata"
  ).split(" "),
};

/** A member that records of the source do not have; new ones may come, but not those of the other source. */
export const recordMembers: Check = ({ claim, source }) => {
  const known = MEMBERS[source];
  const [, first] = /^([^.[]+)/.exec(claim.path ?? "") ?? [];
  if (!known || first === undefined || known.includes(first)) return [];
  const other = Object.entries(MEMBERS).find(([, members]) => members.includes(first))?.[0];
  const message = `records of ${source} have no \`${first}\``;
  const meant = nearest(first, known);
  const hint = other ? { hint: `it is a member of ${other}` } : meant ? { hint: `did you mean \`${meant}\`?` } : {};
  const isNever = other !== undefined && needsField(claim);
  return [{ code: "unknown-record-member", message, ...hint, impossible: isNever, ...placeOf(claim) }];
};
