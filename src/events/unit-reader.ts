import { inflated, isGzip } from "../lib/gunzip.ts";
import type { Bytes } from "../lib/gunzip.ts";
import type { InflateBudget } from "../lib/inflate-budget.ts";
import { Spool } from "../lib/spool.ts";
import { AppError } from "../model/errors.ts";
import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { DecodeOptions, RejectCode, Unit } from "../model/source.ts";
import { componentOf } from "./control-plane-log.ts";
import { isPlainCall } from "./envelopes/cloudtrail.ts";
import { inside } from "./envelopes/context.ts";
import type { Context } from "./envelopes/context.ts";
import type { Envelope, Found, Sink, Steps } from "./envelopes/envelope.ts";
import { wholeEnvelopes } from "./envelopes/index.ts";
import { isEmptyAnswer, listKind, possibleEnvelopes } from "./envelopes/lists.ts";
import type { ListKind } from "./envelopes/lists.ts";
import { ExportLines } from "./export-lines.ts";
import { Framer } from "./framing/framer.ts";
import type { Container, Frame } from "./framing/frame.ts";
import { holdsContainer } from "./framing/keys.ts";
import { binaryFormat, MAGIC_LENGTH } from "./framing/magic.ts";
import { RecordReader } from "./record-reader.ts";
import { Taken } from "./taken.ts";

/** Envelopes within envelopes that are unwrapped; the realistic worst case has four. */
const LAYERS = 6;

/** The framed array being read. */
interface List {
  container: Container;
  offset: number;
  /** Undefined while a member that decides has not come. */
  kind: ListKind | undefined;
  /** An element was a record of one of the envelopes. */
  known: boolean;
  /** Something stood in it. */
  used: boolean;
  waiting: Spool;
}

/** Reads one unit: inflates, frames, unwraps and classifies, over and over, until records are left. */
export class UnitReader implements Sink {
  readonly taken: Taken;
  /** Offset in the inflated unit up to which it was framed. */
  offset = 0;
  readonly #budget: InflateBudget;
  readonly #records: RecordReader;

  constructor(unit: Unit, options: DecodeOptions, budget: InflateBudget) {
    this.taken = new Taken(unit.name);
    this.#budget = budget;
    this.#records = new RecordReader(this.taken, options);
  }

  /** Reads the unit's bytes to their end. */
  async *read(bytes: Bytes, context: Context): Steps {
    yield* this.#payload(bytes, context, true);
    this.#records.endLines();
  }

  /** Bytes of the unit or of a payload within it. */
  async *#payload(bytes: Bytes, context: Context, top: boolean): Steps {
    const frames = new Frames(this, context, top);
    let fault: AppError | undefined;
    try {
      for await (const chunk of beginning(inflated(bytes, this.#budget))) {
        const format = frames.framer.offset === 0 && frames.fresh ? binaryFormat(chunk) : undefined;
        frames.fresh = false;
        if (format) {
          const what = `${format.name}: not a format that holds log records`;
          this.reject(format.code, what, Buffer.from(chunk.subarray(0, 256)).toString("latin1"), context);
          return;
        }
        frames.framer.feed(chunk);
        yield* frames.take();
      }
    } catch (error) {
      if (!(error instanceof AppError) || reasonOf(error) === undefined) throw error;
      fault = error;
    }
    frames.framer.finish(fault !== undefined);
    yield* frames.take();
    yield* frames.end();
    if (fault)
      this.reject(reasonOf(fault)!, fault.message, "", { ...context, offset: top ? this.offset : context.offset });
  }

  // ---- what envelopes find

  cloudtrail(found: Found): void {
    this.#records.cloudtrail(found);
  }

  call(members: JsonObject, text: string, context: Context): void {
    this.#records.call(members, text, context);
  }

  audit(found: Found): void {
    this.#records.audit(found);
  }

  awsEvent(found: Found): void {
    this.#records.awsEvent(found);
  }

  pointer(bucket: string, key: string, version: string | undefined): void {
    const place = `s3://${bucket}/${key}${version === undefined ? "" : `?versionId=${version}`}`;
    this.taken.pointer(place);
  }

  control(): void {
    this.taken.control();
  }

  skip(reason: string): void {
    this.taken.skip(reason);
  }

  reject(code: RejectCode, detail: string, text: string, context: Context): void {
    this.taken.reject(code, detail, text, context.offset);
  }

  line(text: string, context: Context): void {
    this.#records.line(text, context);
  }

  damaged(text: string, context: Context): void {
    this.#records.damaged(text, context);
  }

  message(text: string, context: Context): Steps | void {
    if (looksLikeJson(text)) return this.#json(text, context);
    this.line(text, context);
  }

  body(text: string, context: Context): Steps | void {
    if (looksLikeJson(text)) return this.#json(text, context);
    if (text.trim() === "CloudTrail validation message.") return this.control();
    const bytes = isBase64(text) ? Buffer.from(text, "base64") : undefined;
    if (bytes && isGzip(bytes)) return this.#payload(bytes, context, false);
    this.reject("envelope-unknown", "a message that is neither JSON nor base64 of gzip", text, context);
  }

  base64(text: string, context: Context): Steps | void {
    if (!isBase64(text)) return this.reject("base64", "the payload is not base64", text, context);
    const bytes = Buffer.from(text, "base64");
    if (this.#tooDeep(text, context)) return undefined;
    const isError = context.chain.at(-1) === "firehose-error";
    if (isError && !isGzip(bytes) && !looksLikeJson(bytes.toString("latin1", 0, 64)))
      return this.reject("envelope-unknown", "a payload that is neither gzip nor JSON", bytes.toString(), context);
    return this.#payload(bytes, context, false);
  }

  /** JSON inside JSON: parsed where it is one record, framed where it holds several or is damaged. */
  #json(text: string, context: Context): Steps | void {
    if (this.#tooDeep(text, context)) return undefined;
    let value: Json | undefined;
    try {
      value = JSON.parse(text) as Json;
    } catch {
      value = undefined;
    }
    if (value === undefined || holdsContainer(value)) return this.#payload(Buffer.from(text), context, false);
    return this.whole(value, text, context);
  }

  #tooDeep(text: string, context: Context): boolean {
    if (context.chain.length <= LAYERS) return false;
    this.reject("envelope-unknown", `wrapped more than ${LAYERS} times`, text, context);
    return true;
  }

  /** A value that is one record by itself. */
  whole(value: Json, text: string, context: Context): Steps | void {
    const component = componentOf(context.logStream, context.logGroup);
    if (component !== undefined && component !== "audit") return this.#records.controlPlane(text, context);
    return this.#matched(wholeEnvelopes, value, text, context, "envelope-unknown");
  }

  /** An element of a framed array. */
  element(list: List, kind: ListKind, value: Json, text: string, offset: number): Steps | void {
    const context = { ...kind.context, offset };
    if (kind.control) return undefined;
    if (list.container.key === "" && holdsContainer(value))
      return this.#tooDeep(text, context)
        ? undefined
        : this.#payload(Buffer.from(text), inside(context, "list"), false);
    const unknown = list.known || kind.sure || !isObject(value) ? "record-unknown" : "envelope-unknown";
    return this.#matched(kind.envelopes, value, text, context, unknown, list);
  }

  #matched(
    envelopes: readonly Envelope[],
    value: Json,
    text: string,
    context: Context,
    unknown: RejectCode,
    list?: List,
  ): Steps | void {
    if (isObject(value)) {
      for (const envelope of envelopes) {
        if (!envelope.fits(value)) continue;
        if (list) list.known = true;
        return envelope.read({ value, text, context }, this);
      }
    }
    const what =
      unknown === "record-unknown" ? "not a record of the list it is in" : "no log record or envelope that is known";
    this.reject(unknown, what, text, context);
  }
}

/** The frames of one payload, in order. */
class Frames {
  readonly framer = new Framer((value, container) => isRecord(value, container));
  fresh = true;
  readonly #reader: UnitReader;
  readonly #context: Context;
  readonly #top: boolean;
  readonly #exported: ExportLines;
  #list: List | undefined;

  constructor(reader: UnitReader, context: Context, top: boolean) {
    this.#reader = reader;
    this.#context = context;
    this.#top = top;
    this.#exported = new ExportLines(context);
  }

  async *take(): Steps {
    for (let frame = this.framer.next(); frame; frame = this.framer.next()) {
      if (this.#top) this.#reader.offset = frame.offset;
      const steps = this.#frame(frame);
      if (steps) yield* steps;
      if (this.#reader.taken.full) yield;
    }
    if (this.#top) this.#reader.offset = this.framer.offset;
  }

  async *end(): Steps {
    const last = this.#exported.end();
    const steps = last && this.#reader.message(last.text, last.context);
    if (steps) yield* steps;
  }

  #frame(frame: Frame): Steps | void {
    const offset = this.#top ? frame.offset : this.#context.offset;
    if (frame.kind === "close") return this.#close();
    if (frame.kind === "open") return this.#open(frame.container, offset);
    if (this.#list) this.#list.used = true;
    switch (frame.kind) {
      case "value":
        return this.#value(frame, offset);
      case "glance":
        return this.#glance(frame, offset);
      case "line":
        return this.#line(frame, offset);
      case "damaged":
        return this.#damaged(frame.text, offset);
      case "refused":
        return this.#reader.reject(frame.reason, frame.detail, frame.text, { ...this.#context, offset });
    }
  }

  #damaged(text: string, offset: number): void {
    const kind = this.#list?.kind;
    if (!kind?.control) this.#reader.damaged(text, { ...(kind?.context ?? this.#context), offset });
  }

  #glance({ members, text }: Frame & { kind: "glance" }, offset: number): Steps | void {
    const list = this.#list!;
    const kind = list.kind!;
    if (!isPlainCall(members)) return this.#reader.element(list, kind, JSON.parse(text) as Json, text, offset);
    list.known = true;
    this.#reader.call(members, text, { ...kind.context, offset });
  }

  #value(frame: Frame & { kind: "value" }, offset: number): Steps | void {
    const list = this.#list;
    if (!list) return this.#reader.whole(frame.value, frame.text, this.#placed(this.#context, offset, frame.repaired));
    if (list.kind) {
      const kind = frame.repaired
        ? { ...list.kind, context: this.#placed(list.kind.context, offset, true) }
        : list.kind;
      return this.#reader.element(list, kind, frame.value, frame.text, offset);
    }
    list.waiting.push(frame.text, offset);
  }

  #placed(context: Context, offset: number, repaired: true | undefined): Context {
    const placed = { ...context, offset };
    return repaired ? { ...placed, flags: [...(context.flags ?? []), "invalid-utf8"] } : placed;
  }

  #line(frame: Frame & { kind: "line" }, offset: number): Steps | void {
    const context = this.#placed(this.#context, offset, frame.repaired);
    if (!this.framer.isExport) return this.#reader.line(frame.text, context);
    const message = this.#exported.take(frame.text, context);
    return message && this.#reader.message(message.text, message.context);
  }

  #open(container: Container, offset: number): void {
    const kind = listKind(container, this.#context, false);
    this.#list = { container, offset, kind, known: false, used: false, waiting: new Spool() };
  }

  #close(): Steps | void {
    const list = this.#list!;
    this.#list = undefined;
    const kind = list.kind ?? listKind(list.container, this.#context, true)!;
    if (kind.control) return this.#reader.control();
    if (!list.used && !isEmptyAnswer(list.container)) {
      const what = "an object that is no log record, with an empty list";
      this.#reader.reject("envelope-unknown", what, JSON.stringify(list.container.members), {
        ...kind.context,
        offset: list.offset,
      });
    }
    return list.waiting.empty ? undefined : this.#drain(list, kind);
  }

  /** Elements that waited for what stands behind their list. */
  async *#drain(list: List, kind: ListKind): Steps {
    try {
      for (const { text, tag } of list.waiting.drain()) {
        const steps = this.#reader.element(list, kind, JSON.parse(text) as Json, text, tag);
        if (steps) yield* steps;
        if (this.#reader.taken.full) yield;
      }
    } finally {
      list.waiting.close();
    }
  }
}

function isRecord(value: Json, { key }: Container): boolean {
  return isObject(value) && possibleEnvelopes(key).some((envelope) => envelope.fits(value));
}

function reasonOf(error: AppError): RejectCode | undefined {
  const { reason } = error.details;
  return reason === "gzip-corrupt" || reason === "gzip-truncated" || reason === "bomb" ? reason : undefined;
}

/** Both alphabets, padding and line ends. */
function isBase64(text: string): boolean {
  return !/[^A-Za-z0-9+/_=\s-]/.test(text) && text.trim() !== "";
}

/** Blanks and a byte order mark may come first. */
function looksLikeJson(text: string): boolean {
  const first = text.trimStart()[0];
  return first === "{" || first === "[";
}

/** The chunks, the first of them long enough to tell a format by. */
async function* beginning(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < MAGIC_LENGTH) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
