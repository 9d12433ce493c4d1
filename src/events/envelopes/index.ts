import { auditEvent } from "./audit.ts";
import { firehoseRecord, kinesisBatch, kinesisRecord, snsBatch, sqsBatch, sqsMessage } from "./batches.ts";
import { bareCloudtrail, cloudtrailFile } from "./cloudtrail.ts";
import type { Envelope } from "./envelope.ts";
import { eventBridge } from "./eventbridge.ts";
import { lambdaLogs, lookupEvent, pageEvent } from "./log-events.ts";
import { cloudtrailNotice, s3Notification, s3Test, sns } from "./notifications.ts";
import { digest, firehoseError } from "./other.ts";

/** Objects that are a record as a whole, first match wins. */
export const wholeEnvelopes: readonly Envelope[] = [
  lambdaLogs,
  eventBridge,
  sns,
  s3Test,
  cloudtrailNotice,
  auditEvent,
  bareCloudtrail,
  firehoseError,
  digest,
];

/** Elements of framed arrays by the member that holds the array; lists not named here are read by their own rules. */
export const elementEnvelopes: { readonly [key: string]: readonly Envelope[] } = {
  Records: [s3Notification, sqsBatch, snsBatch, kinesisBatch, cloudtrailFile, bareCloudtrail, kinesisRecord],
  records: [firehoseRecord],
  Messages: [sqsMessage],
  Events: [lookupEvent],
  events: [pageEvent],
  "": wholeEnvelopes,
};
