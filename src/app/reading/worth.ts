import { availableParallelism } from "node:os";

/** Below this many bytes starting a thread takes longer than it saves. */
const WORTH_BYTES = 8 * 1024 ** 2;
/** From here on the thread that judges mostly waits: its processor may read as well. */
const LONG_BYTES = 64 * 1024 ** 2;
const MOST_WORKERS = 4;

/**
 * How many threads read.
 * @param asked  what the user said; undefined = one less than there are processors, as many for long input, at most
 *   four, none for small input
 */
export function workersFor(asked: number | undefined, bytes: number, processors = availableParallelism()): number {
  if (asked !== undefined) return asked;
  if (bytes < WORTH_BYTES) return 0;
  return Math.min(bytes < LONG_BYTES ? processors - 1 : processors, MOST_WORKERS);
}
