import type { Json } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { isAuditRecord } from "./envelopes/audit.ts";
import { isPlainCall } from "./envelopes/cloudtrail.ts";
import type { Context } from "./envelopes/context.ts";
import { fitting } from "./envelopes/envelope.ts";
import type { Steps } from "./envelopes/envelope.ts";
import { possibleEnvelopes } from "./envelopes/lists.ts";
import { ExportLines } from "./export-lines.ts";
import type { Container, Frame } from "./framing/frame.ts";
import { Framer } from "./framing/framer.ts";
import { OpenList } from "./open-list.ts";
import type { Taken } from "./taken.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** Cuts one payload into frames and hands them on in order, each with the context it stands in. */
export class PayloadReader {
  /** Offset in the payload up to which it was framed. */
  offset = 0;
  readonly #framer = new Framer(isRecord);
  readonly #taken: Taken;
  readonly #unwrapper: Unwrapper;
  readonly #context: Context;
  readonly #top: boolean;
  readonly #exported: ExportLines;
  #list: OpenList | undefined;

  /** @param top  the payload is the unit itself, so that offsets in it are offsets in the unit */
  constructor(taken: Taken, unwrapper: Unwrapper, context: Context, top: boolean) {
    this.#taken = taken;
    this.#unwrapper = unwrapper;
    this.#context = context;
    this.#top = top;
    this.#exported = new ExportLines(context);
  }

  /** Reads what is whole with these bytes added. */
  feed(chunk: Uint8Array): Steps {
    this.#framer.feed(chunk);
    return this.#take();
  }

  /** Reads what is left after the last byte. @param cut  the bytes end before their time */
  async *finish(cut: boolean): Steps {
    this.#framer.finish(cut);
    yield* this.#take();
    const last = this.#exported.end();
    const steps = last && this.#unwrapper.message(last.text, last.context);
    if (steps) yield* steps;
  }

  async *#take(): Steps {
    for (let frame = this.#framer.next(); frame; frame = this.#framer.next()) {
      this.offset = frame.offset;
      const steps = this.#frame(frame);
      if (steps) yield* steps;
      if (this.#taken.full) yield;
    }
    this.offset = this.#framer.offset;
  }

  #frame(frame: Frame): Steps | void {
    const offset = this.#top ? frame.offset : this.#context.offset;
    if (frame.kind === "close") return this.#close();
    if (frame.kind === "open") {
      this.#list = new OpenList(frame.container, this.#context, offset);
      return undefined;
    }
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
        return this.#unwrapper.reject(frame.reason, frame.detail, frame.text, { ...this.#context, offset });
    }
  }

  #value({ value, text, repaired }: Frame & { kind: "value" }, offset: number): Steps | void {
    const list = this.#list;
    if (!list) return this.#unwrapper.whole(value, text, placed(this.#context, offset, repaired));
    if (!list.kind) return list.wait(text, offset);
    const kind = repaired ? { ...list.kind, context: placed(list.kind.context, offset, true) } : list.kind;
    return this.#unwrapper.element(list, kind, value, text, offset);
  }

  #glance({ as, members, text }: Frame & { kind: "glance" }, offset: number): Steps | void {
    const list = this.#list;
    if (!list) return this.#unwrapper.glanced(members, text, { ...this.#context, offset });
    const kind = list.kind!;
    const isPlain = as === "call" ? isPlainCall(members) : isAuditRecord(members);
    if (!isPlain) return this.#unwrapper.element(list, kind, JSON.parse(text) as Json, text, offset);
    list.known = true;
    const context = { ...kind.context, offset };
    if (as === "call") this.#unwrapper.call(members, text, context);
    else this.#unwrapper.auditEvent(members, text, context);
  }

  #line({ text, repaired }: Frame & { kind: "line" }, offset: number): Steps | void {
    const context = placed(this.#context, offset, repaired);
    if (!this.#framer.isExport) return this.#unwrapper.line(text, context);
    const message = this.#exported.take(text, context);
    return message && this.#unwrapper.message(message.text, message.context);
  }

  #damaged(text: string, offset: number): void {
    const kind = this.#list?.kind;
    if (!kind?.control) this.#unwrapper.damaged(text, { ...(kind?.context ?? this.#context), offset });
  }

  #close(): Steps | void {
    const list = this.#list!;
    this.#list = undefined;
    const kind = list.finalKind;
    if (kind.control) return this.#unwrapper.control();
    if (list.isPointless) {
      const what = "an object that is no log record, with an empty list";
      const text = JSON.stringify(list.container.members);
      this.#unwrapper.reject("envelope-unknown", what, text, { ...kind.context, offset: list.offset });
    }
    if (list.hasWaiting) return this.#settle(list);
  }

  /** Reads the elements that waited for what stands behind their list. */
  async *#settle(list: OpenList): Steps {
    const kind = list.finalKind;
    for (const { value, text, offset } of list.waited()) {
      const steps = this.#unwrapper.element(list, kind, value, text, offset);
      if (steps) yield* steps;
      if (this.#taken.full) yield;
    }
  }
}

function placed(context: Context, offset: number, repaired: true | undefined): Context {
  if (!repaired) return { ...context, offset };
  return { ...context, offset, flags: [...(context.flags ?? []), "invalid-utf8"] };
}

function isRecord(value: Json, { key }: Container): boolean {
  return isObject(value) && fitting(possibleEnvelopes(key), value) !== undefined;
}
