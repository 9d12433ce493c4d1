import { InflateBudget } from "../lib/inflate-budget.ts";
import type { Bytes } from "../lib/gunzip.ts";
import type { DecodeOptions, Decoded, Unit } from "../model/source.ts";
import { componentOf } from "./control-plane-log/component.ts";
import type { Context } from "./envelopes/context.ts";
import { UnitReader } from "./unit-reader.ts";

/**
 * Reads a unit of any transport (docs/inputs.md): inflates, frames, unwraps, classifies, drops what comes twice in it.
 * Gives what was read in slabs of about 1 MB; the counts of all slabs sum to the records of the unit.
 * @throws AppError what reading the bytes throws; what is wrong with them is a reject
 */
export async function* decode(unit: Unit, bytes: Bytes, options: DecodeOptions): AsyncGenerator<Decoded> {
  const budget = new InflateBudget();
  const reader = new UnitReader(unit, options, budget);
  let passed = 0;
  const progress = () => {
    const inflated = Math.max(budget.output, reader.offset, 1);
    const now = Math.floor(budget.input * Math.min(1, reader.offset / inflated));
    const more = Math.max(0, now - passed);
    passed += more;
    return more;
  };
  for await (const _ of reader.read(counted(bytes, budget), contextOf(unit))) yield reader.taken.flush(progress());
  if (budget.input === 0) reader.taken.notice("empty-unit", "empty, nothing to read");
  yield reader.taken.flush(budget.input - passed);
}

function counted(bytes: Bytes, budget: InflateBudget): Bytes {
  if (!(bytes instanceof Uint8Array)) return countedChunks(bytes, budget);
  budget.input = bytes.length;
  return bytes;
}

async function* countedChunks(chunks: AsyncIterable<Uint8Array>, budget: InflateBudget): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    budget.input += chunk.length;
    yield chunk;
  }
}

/** A CloudWatch export keeps the stream's name as the folder of its files. */
function contextOf({ name }: Unit): Context {
  const folder = /([^/]+)\/\d{6}(?:\.gz)?$/.exec(name)?.[1];
  const stream = componentOf(folder) === undefined ? {} : { logStream: folder! };
  return { chain: [], offset: 0, ...stream };
}
