import type { Context } from "./envelopes/context.ts";

/** Longest message made of several lines, in characters. */
const LONGEST = 1024 ** 2;

/** A message whose further lines may still come. */
interface Message {
  lines: string[];
  size: number;
  context: Context;
}

/** Holds back the last message that began, until the next one shows that it is whole. */
export class JoinedLines {
  #open: Message | undefined;
  readonly #done: (text: string, context: Context) => void;

  /** @param done  gets each message when it is whole */
  constructor(done: (text: string, context: Context) => void) {
    this.#done = done;
  }

  begin(line: string, context: Context): void {
    this.end();
    this.#open = { lines: [line], size: line.length, context };
  }

  /** Adds a line to the open message of this stream; false where there is none, or it is long enough. */
  add(line: string, context: Context): boolean {
    const open = this.#open;
    if (!open || open.size + line.length > LONGEST || !sameStream(open.context, context)) return false;
    open.lines.push(line);
    open.size += line.length + 1;
    return true;
  }

  end(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#done(open.lines.join("\n"), open.context);
  }
}

function sameStream(a: Context, b: Context): boolean {
  return a.logGroup === b.logGroup && a.logStream === b.logStream && a.chain.length === b.chain.length;
}
