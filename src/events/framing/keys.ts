import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import { QUOTE } from "./chars.ts";
import { CONTAINER_KEYS } from "./frame.ts";
import { BAD, endOfString, skipColon } from "./scan.ts";
import type { MORE } from "./scan.ts";

type Unfinished = typeof MORE | typeof BAD;

const KEYS: ReadonlySet<string> = new Set(CONTAINER_KEYS);
const LENGTHS: ReadonlySet<number> = new Set(CONTAINER_KEYS.map((key) => key.length));

/** Where the first byte of a member's value stands, and its key where that may hold an array of records. */
export interface MemberStart {
  value: number;
  key: string | undefined;
}

/** Reads `"key" :` at `at`; MORE or BAD where it is not there. */
export function memberStart(bytes: Buffer, at: number, end: number): MemberStart | Unfinished {
  if (bytes[at] !== QUOTE) return BAD;
  const keyEnd = endOfString(bytes, at + 1, end);
  if (keyEnd < 0) return keyEnd as Unfinished;
  const value = skipColon(bytes, keyEnd, end);
  if (value < 0) return value as Unfinished;
  const length = keyEnd - at - 2;
  const key = LENGTHS.has(length) ? bytes.toString("latin1", at + 1, keyEnd - 1) : "";
  return { value, key: KEYS.has(key) ? key : undefined };
}

/** Whether the parsed value has an array that is framed element by element. */
export function holdsContainer(value: Json): boolean {
  if (Array.isArray(value)) return true;
  return isObject(value) && CONTAINER_KEYS.some((key) => Array.isArray(value[key]));
}
