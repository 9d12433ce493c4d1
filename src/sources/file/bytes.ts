import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, statSync } from "node:fs";
import { Socket } from "node:net";
import path from "node:path";

/** Files up to this size are read in one go; larger ones, pipes and devices are streamed. */
const WHOLE = 32 * 1024 ** 2;
const CHUNK = 1024 ** 2;

/** An opened file. */
export interface Opened {
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Differs where the file is another one or was written to; of a pipe nothing tells but what comes out of it. */
  version: string | undefined;
}

/**
 * @throws NodeJS.ErrnoException, also while the bytes are iterated
 */
export function openFile(name: string): Opened;
/** @returns undefined where the file is not read in one go */
export function openFile(name: string, wholeOnly: true): Opened | undefined;
export function openFile(name: string, wholeOnly = false): Opened | undefined {
  if (statSync(name).isFIFO()) return wholeOnly ? undefined : { bytes: openPipe(name), version: undefined };
  const handle = openSync(name, "r");
  let streamed = false;
  try {
    const status = fstatSync(handle);
    if (status.isDirectory()) throw Object.assign(new Error("is a directory"), { code: "EISDIR" });
    const version = `${path.resolve(name)}|${status.size}|${status.mtimeMs}`;
    if (status.isFile() && status.size <= WHOLE) return { bytes: readWhole(handle, status.size), version };
    if (wholeOnly) return undefined;
    streamed = true;
    return { bytes: createReadStream(name, { fd: handle, highWaterMark: CHUNK }), version };
  } finally {
    if (!streamed) closeSync(handle);
  }
}

/** Waits for who writes into the pipe without holding up the process: it can still be told to end. */
function openPipe(name: string): Socket {
  return new Socket({ fd: openSync(name, constants.O_RDONLY | constants.O_NONBLOCK), writable: false });
}

/** Up to `size` bytes, which the file had when it was opened; what is appended meanwhile is the next run's. */
function readWhole(handle: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let read = 0;
  while (read < size) {
    const more = readSync(handle, bytes, read, size - read, null);
    if (more === 0) break;
    read += more;
  }
  return bytes.subarray(0, read);
}
