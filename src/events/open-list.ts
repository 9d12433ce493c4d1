import { Spool } from "../lib/spool.ts";
import type { Json } from "../model/json.ts";
import type { Context } from "./envelopes/context.ts";
import { isEmptyAnswer, listKind } from "./envelopes/lists.ts";
import type { ListKind } from "./envelopes/lists.ts";
import type { Container } from "./framing/frame.ts";

/** The framed array being read. */
export class OpenList {
  readonly container: Container;
  readonly offset: number;
  /** Undefined while a member that decides has not come. */
  readonly kind: ListKind | undefined;
  /** An element was a record of one of the envelopes. */
  known = false;
  /** Something stood in it. */
  used = false;
  readonly #context: Context;
  readonly #waiting = new Spool();

  /** @param context  of the payload the list is in */
  constructor(container: Container, context: Context, offset: number) {
    this.container = container;
    this.offset = offset;
    this.kind = listKind(container, context, false);
    this.#context = context;
  }

  /** What the list is once no further member comes. */
  get finalKind(): ListKind {
    return this.kind ?? listKind(this.container, this.#context, true)!;
  }

  /** Nothing stood in it, and nothing beside it says that this is how an empty answer looks. */
  get isPointless(): boolean {
    return !this.used && !isEmptyAnswer(this.container);
  }

  get hasWaiting(): boolean {
    return !this.#waiting.empty;
  }

  /** Keeps an element until what stands behind the list says what it is. */
  wait(text: string, offset: number): void {
    this.#waiting.push(text, offset);
  }

  /** The elements that waited, in order; they can be taken once. */
  *waited(): Generator<{ value: Json; text: string; offset: number }> {
    try {
      for (const { text, tag } of this.#waiting.drain()) yield { value: JSON.parse(text) as Json, text, offset: tag };
    } finally {
      this.#waiting.close();
    }
  }
}
