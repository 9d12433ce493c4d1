import type { JsonObject } from "../../model/json.ts";
import type { RejectCode } from "../../model/source.ts";
import type { Context } from "./context.ts";

/** Work that goes on in steps: it yields whenever enough was read to be handed on. */
export type Steps = AsyncGenerator<void>;

/** A record as it was framed. */
export interface Found {
  value: JsonObject;
  text: string;
  context: Context;
}

/** Where readers of envelopes put what they find. Each call but the last three is one counted record. */
export interface Sink {
  cloudtrail(found: Found): void;
  audit(found: Found): void;
  awsEvent(found: Found): void;
  pointer(bucket: string, key: string, version: string | undefined, context: Context): void;
  control(context: Context): void;
  skip(reason: string, context: Context): void;
  reject(code: RejectCode, detail: string, text: string, context: Context): void;
  /** A log event's message: JSON of any kind, or a line. */
  message(text: string, context: Context): Steps | void;
  /** A queue message: JSON of any kind, a known short text, or base64 of gzip. */
  body(text: string, context: Context): Steps | void;
  /** Base64 of a payload, gzip or not. */
  base64(text: string, context: Context): Steps | void;
}

/** One kind of wrapping: how it is told, and how it is taken off. docs/inputs.md lists them. */
export interface Envelope {
  name: string;
  fits(value: JsonObject): boolean;
  read(found: Found, sink: Sink): Steps | void;
}

/** The first envelope that a record fits. */
export function fitting(envelopes: readonly Envelope[], value: JsonObject): Envelope | undefined {
  for (const envelope of envelopes) if (envelope.fits(value)) return envelope;
  return undefined;
}
