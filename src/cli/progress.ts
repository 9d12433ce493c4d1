import { formatDuration } from "../lib/time.ts";
import type { ScanProgress } from "../app/scan.ts";
import type { Io } from "./io.ts";

const QUIET_MS = 1000;
const EVERY_MS = 100;
const BAR_COLUMNS = 24;
const CLEAR_LINE = "\r\u001b[2K";

/** A line on the terminal that says how far a run has come, from its second second on. */
export class ProgressLine {
  readonly #io: Io;
  readonly #started: number;
  #drawn = 0;

  constructor(io: Io) {
    this.#io = io;
    this.#started = io.now();
  }

  /** Draws at most ten times a second, and not at all in the first second. */
  show(progress: ScanProgress): void {
    const now = this.#io.now();
    if (now - this.#started < QUIET_MS || now - this.#drawn < EVERY_MS) return;
    this.#drawn = now;
    const line = progressText(progress, now - this.#started).slice(0, this.#io.err.columns - 1);
    void this.#io.err.write(`${CLEAR_LINE}${line}`);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (this.#drawn > 0) await this.#io.err.write(CLEAR_LINE);
    this.#drawn = 0;
  }
}

/** `[#####·····]  42 %  120,000 events  81,000/s  12.5 of 30.1 MB  8s left` */
export function progressText(progress: ScanProgress, elapsedMs: number): string {
  const { bytes, totalBytes, events } = progress;
  const rate = Math.round(events / (elapsedMs / 1000));
  const counts = `${number(events)} events  ${number(rate)}/s`;
  if (totalBytes === undefined || totalBytes === 0) return `reading  ${counts}  ${megabytes(bytes)} MB`;
  const share = Math.min(1, bytes / totalBytes);
  const filled = Math.round(share * BAR_COLUMNS);
  const bar = `[${"#".repeat(filled)}${"·".repeat(BAR_COLUMNS - filled)}]`;
  const left = share === 0 ? "" : `  ${formatDuration((elapsedMs / share) * (1 - share))} left`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${counts}  ${megabytes(bytes)} of ${megabytes(totalBytes)} MB${left}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
