import type { Decode } from "../model/source.ts";

/** What sources are handed, since they know transports and not meaning. */
export interface SourceDeps {
  decode: Decode;
  /** Bytes of `-`; the process's own standard input where absent. */
  stdin?: AsyncIterable<Uint8Array>;
}
