import { isGzip } from "../lib/gunzip.ts";
import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { RejectCode } from "../model/source.ts";
import { componentOf } from "./control-plane-log/component.ts";
import { isPlainAudit } from "./envelopes/audit.ts";
import { inside } from "./envelopes/context.ts";
import type { Context } from "./envelopes/context.ts";
import { fitting } from "./envelopes/envelope.ts";
import type { Found, Sink, Steps } from "./envelopes/envelope.ts";
import { wholeEnvelopes } from "./envelopes/index.ts";
import type { ListKind } from "./envelopes/lists.ts";
import { AUDIT } from "./framing/glanced-records.ts";
import { holdsContainer } from "./framing/keys.ts";
import { parsed } from "./framing/parsed.ts";
import { TextGlance } from "./framing/text-glance.ts";
import type { OpenList } from "./open-list.ts";
import { isBase64, looksLikeJson } from "./payload-text.ts";
import type { RecordReader } from "./record-reader.ts";
import type { Taken } from "./taken.ts";

/** Envelopes within envelopes that are unwrapped; the realistic worst case has four. */
const LAYERS = 6;
const UNKNOWN = {
  "record-unknown": "not a record of the list it is in",
  "envelope-unknown": "no log record or envelope that is known",
} as const;

/** Reads bytes that were found inside an envelope. */
export type ReadPayload = (bytes: Uint8Array, context: Context) => Steps;

/** Takes envelopes off what was framed, over and over, until records are left. */
export class Unwrapper implements Sink {
  readonly #taken: Taken;
  readonly #records: RecordReader;
  readonly #payload: ReadPayload;
  readonly #glance = new TextGlance(AUDIT);

  constructor(taken: Taken, records: RecordReader, payload: ReadPayload) {
    this.#taken = taken;
    this.#records = records;
    this.#payload = payload;
  }

  // ---- what was framed

  /** A value that is one record by itself. */
  whole(value: Json, text: string, context: Context): Steps | void {
    const component = componentOf(context.logStream, context.logGroup);
    if (component !== undefined && component !== "audit") return this.#records.controlPlane(text, context);
    if (isObject(value)) {
      const envelope = fitting(wholeEnvelopes, value);
      if (envelope) return envelope.read({ value, text, context }, this);
    }
    this.reject("envelope-unknown", UNKNOWN["envelope-unknown"], text, context);
  }

  /** The same of an object that was looked at and not parsed: an audit event, if its members say so. */
  glanced(members: JsonObject, text: string, context: Context): Steps | void {
    const component = componentOf(context.logStream, context.logGroup);
    const isOther = component !== undefined && component !== "audit";
    if (isOther || !isPlainAudit(members)) return this.whole(JSON.parse(text) as Json, text, context);
    this.#records.auditEvent(members, text, context);
  }

  /** An element of a framed array. */
  element(list: OpenList, kind: ListKind, value: Json, text: string, offset: number): Steps | void {
    if (kind.control) return undefined;
    const context = { ...kind.context, offset };
    if (list.container.key === "" && holdsContainer(value)) {
      if (this.#tooDeep(text, context)) return undefined;
      return this.#payload(Buffer.from(text), inside(context, "list"));
    }
    if (isObject(value)) {
      const envelope = fitting(kind.envelopes, value);
      if (envelope) {
        list.known = true;
        return envelope.read({ value, text, context }, this);
      }
    }
    const code = list.known || kind.sure || !isObject(value) ? "record-unknown" : "envelope-unknown";
    this.reject(code, UNKNOWN[code], text, context);
  }

  // ---- what envelopes find: payloads

  message(text: string, context: Context): Steps | void {
    if (looksLikeJson(text)) return this.#json(text, context);
    this.line(text, context);
  }

  body(text: string, context: Context): Steps | void {
    if (looksLikeJson(text)) return this.#json(text, context);
    if (text.trim() === "CloudTrail validation message.") return this.control();
    const bytes = isBase64(text) ? Buffer.from(text, "base64") : undefined;
    if (bytes && isGzip(bytes)) return this.#payload(bytes, context);
    this.reject("envelope-unknown", "a message that is neither JSON nor base64 of gzip", text, context);
  }

  base64(text: string, context: Context): Steps | void {
    if (!isBase64(text)) return this.reject("base64", "the payload is not base64", text, context);
    const bytes = Buffer.from(text, "base64");
    if (this.#tooDeep(text, context)) return undefined;
    const isError = context.chain.at(-1) === "firehose-error";
    if (isError && !isGzip(bytes) && !looksLikeJson(bytes.toString("latin1", 0, 64)))
      return this.reject("envelope-unknown", "a payload that is neither gzip nor JSON", bytes.toString(), context);
    return this.#payload(bytes, context);
  }

  /** JSON inside JSON: parsed where it is one record, framed where it holds several or is damaged. */
  #json(text: string, context: Context): Steps | void {
    if (this.#tooDeep(text, context)) return undefined;
    const members = this.#glance.of(text);
    if (members) return this.glanced(members, text, context);
    const value = parsed(text);
    if (value === undefined || holdsContainer(value)) return this.#payload(Buffer.from(text), context);
    return this.whole(value, text, context);
  }

  #tooDeep(text: string, context: Context): boolean {
    if (context.chain.length <= LAYERS) return false;
    this.reject("envelope-unknown", `wrapped more than ${LAYERS} times`, text, context);
    return true;
  }

  // ---- what envelopes find: records

  cloudtrail(found: Found): void {
    this.#records.cloudtrail(found);
  }

  call(members: JsonObject, text: string, context: Context): void {
    this.#records.call(members, text, context);
  }

  audit(found: Found): void {
    this.#records.audit(found);
  }

  auditEvent(members: JsonObject, text: string, context: Context): void {
    this.#records.auditEvent(members, text, context);
  }

  awsEvent(found: Found): void {
    this.#records.awsEvent(found);
  }

  line(text: string, context: Context): void {
    this.#records.line(text, context);
  }

  damaged(text: string, context: Context): void {
    this.#records.damaged(text, context);
  }

  pointer(bucket: string, key: string, version: string | undefined): void {
    this.#taken.pointer(`s3://${bucket}/${key}${version === undefined ? "" : `?versionId=${version}`}`);
  }

  control(): void {
    this.#taken.control();
  }

  skip(reason: string): void {
    this.#taken.skip(reason);
  }

  reject(code: RejectCode, detail: string, text: string, context: Context): void {
    this.#taken.reject(code, detail, text, context.offset);
  }
}
