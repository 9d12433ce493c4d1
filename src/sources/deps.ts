import type { Decode } from "../model/source.ts";
import type { ReadElsewhere } from "./file/readers.ts";

/** What sources are handed, since they know transports and not meaning. */
export interface SourceDeps {
  decode: Decode;
  /** Bytes of `-`; the process's own standard input where absent. */
  stdin?: AsyncIterable<Uint8Array>;
  /** Reads files at the same time as the caller works; absent: files are read where they are asked for. */
  readers?: ReadElsewhere;
}
