import { inflated } from "../lib/gunzip.ts";
import type { Bytes } from "../lib/gunzip.ts";
import type { InflateBudget } from "../lib/inflate-budget.ts";
import { AppError } from "../model/errors.ts";
import type { DecodeOptions, RejectCode, Unit } from "../model/source.ts";
import type { Context } from "./envelopes/context.ts";
import type { Steps } from "./envelopes/envelope.ts";
import { beginning, binaryFormat } from "./framing/magic.ts";
import type { BinaryFormat } from "./framing/magic.ts";
import { PayloadReader } from "./payload-reader.ts";
import { RecordReader } from "./record-reader.ts";
import { Taken } from "./taken.ts";
import { Unwrapper } from "./unwrapper.ts";

/** Reads one unit: inflates its bytes and those of every payload in it, and has them framed and unwrapped. */
export class UnitReader {
  readonly taken: Taken;
  readonly #budget: InflateBudget;
  readonly #records: RecordReader;
  readonly #unwrapper: Unwrapper;
  #unit: PayloadReader | undefined;

  constructor(unit: Unit, options: DecodeOptions, budget: InflateBudget) {
    this.taken = new Taken(unit.name);
    this.#budget = budget;
    this.#records = new RecordReader(this.taken, options);
    this.#unwrapper = new Unwrapper(this.taken, this.#records, (bytes, context) => this.#read(bytes, context, false));
  }

  /** Offset in the inflated unit up to which it was framed. */
  get offset(): number {
    return this.#unit?.offset ?? 0;
  }

  /** Reads the unit's bytes to their end. */
  async *read(bytes: Bytes, context: Context): Steps {
    yield* this.#read(bytes, context, true);
    this.#records.endLines();
  }

  /** @param top  these are the bytes of the unit, not of a payload within it */
  async *#read(bytes: Bytes, context: Context, top: boolean): Steps {
    const payload = new PayloadReader(this.taken, this.#unwrapper, context, top);
    if (top) this.#unit = payload;
    let fault: Fault | undefined;
    let begun = false;
    try {
      for await (const chunk of beginning(inflated(bytes, this.#budget))) {
        const format = begun ? undefined : binaryFormat(chunk);
        begun = true;
        if (format) {
          this.#refuse(format, chunk, context);
          return;
        }
        yield* payload.feed(chunk);
      }
    } catch (error) {
      fault = faultOf(error);
      if (!fault) throw error;
    }
    yield* payload.finish(fault !== undefined);
    if (fault) this.taken.reject(fault.code, fault.message, "", top ? payload.offset : context.offset);
  }

  #refuse({ code, name }: BinaryFormat, chunk: Uint8Array, { offset }: Context): void {
    const sample = Buffer.from(chunk.subarray(0, 256)).toString("latin1");
    this.taken.reject(code, `${name}: not a format that holds log records`, sample, offset);
  }
}

/** What ends a payload before its time, but leaves what came before it to be read. */
interface Fault {
  code: RejectCode;
  message: string;
}

function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof AppError)) return undefined;
  const code = error.details.reason;
  const isFault = code === "gzip-corrupt" || code === "gzip-truncated" || code === "bomb";
  return isFault ? { code, message: error.message } : undefined;
}
