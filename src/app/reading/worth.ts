import { availableParallelism } from "node:os";

/** Below this many bytes starting a thread takes longer than it saves. */
const WORTH_BYTES = 8 * 1024 ** 2;
const MOST_WORKERS = 4;

/**
 * How many threads read.
 * @param asked  what the user said; undefined = one less than there are processors, at most four, none for small input
 */
export function workersFor(asked: number | undefined, bytes: number): number {
  if (asked !== undefined) return asked;
  return bytes < WORTH_BYTES ? 0 : Math.min(availableParallelism() - 1, MOST_WORKERS);
}
