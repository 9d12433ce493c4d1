import { inside } from "./envelopes/context.ts";
import type { Context } from "./envelopes/context.ts";

/** `2026-03-14T09:10:00.000Z ` and the message; exactly three digits, or it is no line of an export. */
const HEAD = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) /;

interface Message {
  text: string;
  context: Context;
}

/** Puts the messages of a CloudWatch export together: a line without a time continues the one before. */
export class ExportLines {
  readonly #context: Context;
  #open: { lines: string[]; context: Context } | undefined;

  constructor(context: Context) {
    this.#context = inside(context, "export");
  }

  /** @returns the message before this line, when the line shows that it is whole */
  take(line: string, { offset, flags }: Context): Message | undefined {
    const [head, time] = HEAD.exec(line) ?? ["", undefined];
    if (time === undefined && this.#open) {
      this.#open.lines.push(line);
      return undefined;
    }
    const whole = this.end();
    const context = { ...this.#context, offset, ...(flags ? { flags } : {}) };
    this.#open = {
      lines: [line.slice(head.length)],
      context: time === undefined ? context : { ...context, time: Date.parse(time) },
    };
    return whole;
  }

  end(): Message | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open && { text: open.lines.join("\n"), context: open.context };
  }
}
