import type { SizedFile } from "../../sources/file/readers.ts";
import type { Task } from "./messages.ts";

/** What makes a task: as many files as hold this many bytes together, or this number of them. */
const BYTES = 512 * 1024;
const FILES = 256;

/** Splits files into tasks, in order: small files go together, so that few messages have to pass. */
export function* tasksOf(files: readonly SizedFile[]): Generator<Task> {
  let task: Task = { files: [] };
  let bytes = 0;
  for (const [place, file] of files.entries()) {
    task.files.push({ place, name: file.name });
    bytes += file.bytes;
    if (bytes < BYTES && task.files.length < FILES) continue;
    yield task;
    task = { files: [] };
    bytes = 0;
  }
  if (task.files.length > 0) yield task;
}
