import { isObject } from "../../model/json.ts";
import { inside } from "./context.ts";
import type { Envelope } from "./envelope.ts";

/** Records of Lambda batches and of the answers they are read from. */
export const sqsBatch: Envelope = {
  name: "sqs",
  fits: (value) => value.eventSource === "aws:sqs" && typeof value.body === "string",
  read: ({ value, context }, sink) => sink.body(value.body as string, inside(context, "sqs")),
};

export const snsBatch: Envelope = {
  name: "sns",
  fits: (value) => value.EventSource === "aws:sns" && isObject(value.Sns) && typeof value.Sns.Message === "string",
  read: ({ value, context }, sink) => sink.body((value.Sns as { Message: string }).Message, inside(context, "sns")),
};

export const kinesisBatch: Envelope = {
  name: "kinesis",
  fits: (value) =>
    value.eventSource === "aws:kinesis" && isObject(value.kinesis) && typeof value.kinesis.data === "string",
  read: ({ value, context }, sink) => sink.base64((value.kinesis as { data: string }).data, inside(context, "kinesis")),
};

export const sqsMessage: Envelope = {
  name: "sqs",
  fits: (value) => typeof value.Body === "string",
  read: ({ value, context }, sink) => sink.body(value.Body as string, inside(context, "sqs")),
};

export const kinesisRecord: Envelope = {
  name: "kinesis",
  fits: (value) => typeof value.SequenceNumber === "string" && typeof value.Data === "string",
  read: ({ value, context }, sink) => sink.base64(value.Data as string, inside(context, "kinesis")),
};

export const firehoseRecord: Envelope = {
  name: "firehose",
  fits: (value) => typeof value.data === "string",
  read: ({ value, context }, sink) => sink.base64(value.data as string, inside(context, "firehose")),
};
