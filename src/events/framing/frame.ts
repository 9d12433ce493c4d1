import type { Json, JsonObject } from "../../model/json.ts";
import type { RejectCode } from "../../model/source.ts";

/** Greatest record, in bytes. */
export const RECORD_CAP = 16 * 1024 ** 2;
/** Greatest nesting of a record. */
export const DEPTH_CAP = 512;
/** Members beside a framed array, together. */
export const MEMBERS_CAP = 1024 ** 2;

/** Arrays under these members are framed element by element. */
export const CONTAINER_KEYS = ["Records", "records", "logEvents", "items", "Messages", "Events", "events"] as const;

/** An array whose elements are records of their own, and what stands beside it. */
export interface Container {
  /** The member that holds the array; empty for an array that is the whole value. */
  key: string;
  /** Members beside it, those read so far; another array of records is empty here. */
  members: JsonObject;
}

interface Cut {
  /** Byte offset of the record in the inflated unit. */
  offset: number;
  text: string;
  container?: Container;
}

/** What the framer cuts out of a unit, in order. */
export type Frame =
  | (Cut & { kind: "value"; value: Json; /** Invalid UTF-8 was replaced. */ repaired?: true })
  /** A whole object that was looked at but not parsed, as what it seems to be; `members` are those that are wanted. */
  | (Cut & { kind: "glance"; as: "call" | "audit"; members: JsonObject })
  | (Cut & { kind: "line"; repaired?: true })
  /** A stretch that is no JSON; `cut` when the input ended inside it. */
  | (Cut & { kind: "damaged"; cut: boolean })
  /** Skipped by its brackets or up to the next value; `text` is its beginning. */
  | (Cut & { kind: "refused"; reason: RejectCode; detail: string })
  | { kind: "open"; container: Container; offset: number }
  /** The object around the array has ended, or nothing more can be read of it. */
  | { kind: "close"; container: Container; offset: number };
