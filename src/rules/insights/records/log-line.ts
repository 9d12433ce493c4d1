import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { LogRecord } from "./record.ts";

interface Line {
  timestamp: number;
  message: string;
  ingestionTime?: number;
  logStream?: string;
  log?: string;
  ptr?: string;
}

/** A log event as CloudWatch Logs keeps it. */
export class LogLine implements LogRecord {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number | undefined;
  readonly logStream: string | undefined;
  readonly log: string | undefined;
  readonly ptr: string | undefined;
  #json: { value: JsonObject | undefined } | undefined;

  constructor({ timestamp, message, ingestionTime, logStream, log, ptr }: Line) {
    this.timestamp = timestamp;
    this.message = message;
    this.ingestionTime = ingestionTime;
    this.logStream = logStream;
    this.log = log;
    this.ptr = ptr;
  }

  get json(): JsonObject | undefined {
    this.#json ??= { value: objectIn(this.message) };
    return this.#json.value;
  }
}

/** The object that a text is as a whole; undefined for everything else. */
export function objectIn(text: string): JsonObject | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
