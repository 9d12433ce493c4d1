import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { AUDIT_MEMBERS } from "./audit-members.ts";
import { DEPTH_CAP } from "./framing/frame.ts";
import { endOfString, isScalar, MORE, skipBlanks } from "./framing/scan.ts";

/** What the EKS log shipper appends to a line that it cut. */
const SUFFIX = "[Truncated...]";

export interface Salvaged {
  value: JsonObject;
  /** Path of the innermost object or list that was open at the cut; empty for the record itself. */
  cutPath: string;
  /** Bytes of the record before the cut. */
  cutByte: number;
  /** Paths whose content was cut off. */
  unseen: string[];
}

/**
 * Reads a JSON object that was cut off somewhere: what is complete is kept, what touches the cut
 * is dropped, what was open is closed.
 * @returns "broken" where the text is no beginning of a JSON object, or a whole one
 */
export function salvage(text: string): Salvaged | "broken" {
  const cut = Buffer.from(withoutSuffix(text));
  const open: Open[] = [];
  if (!tokenize(cut, open) || open.length === 0) return "broken";
  const value = closed(cut, open);
  if (!isObject(value)) return "broken";
  const cutPath = open
    .slice(1)
    .map((_, at) => stepOf(open[at]!))
    .reduce((path, step) => (step.startsWith("[") || path === "" ? path + step : `${path}.${step}`), "");
  return { value, cutPath, cutByte: cut.length, unseen: unseenOf(value, open, cutPath) };
}

function withoutSuffix(text: string): string {
  const trimmed = text.trimEnd();
  const body = trimmed.endsWith(SUFFIX) ? trimmed.slice(0, -SUFFIX.length) : trimmed;
  return body.replace(/\uFFFD+$/, "");
}

/** An object or list that has no end yet. */
interface Open {
  list: boolean;
  /** Offset after its last complete member or element, or after its bracket. */
  good: number;
  /** Key of the member, or index of the element, that is being read. */
  key: string;
  index: number;
}

type Wants = "value" | "first-value" | "key" | "first-key" | "colon" | "next";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Walks over the bytes with what is open in `open`.
 * @returns false where they are no beginning of JSON, or the value ends before they do
 */
function tokenize(bytes: Buffer, open: Open[]): boolean {
  const end = bytes.length;
  let wants: Wants = "value";
  for (let at = skipBlanks(bytes, 0, end); at < end; at = skipBlanks(bytes, at, end)) {
    const byte = bytes[at]!;
    const top = open.at(-1);
    const wantsValue: boolean = wants === "value" || wants === "first-value";
    if (byte === QUOTE && (wantsValue || wants === "key" || wants === "first-key")) {
      const close = endOfString(bytes, at + 1, end);
      if (close < 0) return close === MORE && open.length > 0;
      if (!wantsValue) top!.key = keyOf(bytes.toString("utf8", at, close));
      at = close;
      wants = wantsValue ? completed(open, at) : "colon";
    } else if (byte === COLON && wants === "colon") {
      at++;
      wants = "value";
    } else if (byte === COMMA && wants === "next") {
      at++;
      top!.index++;
      wants = top!.list ? "value" : "key";
    } else if ((byte === OPEN_OBJECT || byte === OPEN_LIST) && wantsValue) {
      if (open.length === DEPTH_CAP) return false;
      open.push({ list: byte === OPEN_LIST, good: ++at, key: "", index: 0 });
      wants = byte === OPEN_LIST ? "first-value" : "first-key";
    } else if (isClose(byte, top, wants)) {
      open.pop();
      wants = completed(open, ++at);
    } else if (wantsValue && isScalar(byte)) {
      while (at < end && isScalar(bytes[at]!)) at++;
      // A number or literal that touches the end may go on behind it.
      if (at < end) wants = completed(open, at);
    } else return false;
    if (open.length === 0) return false;
  }
  return true;
}

function completed(open: Open[], at: number): Wants {
  const parent = open.at(-1);
  if (parent) parent.good = at;
  return "next";
}

function isClose(byte: number, top: Open | undefined, wants: Wants): boolean {
  if (byte === CLOSE_LIST) return top?.list === true && (wants === "next" || wants === "first-value");
  return byte === CLOSE_OBJECT && top?.list === false && (wants === "next" || wants === "first-key");
}

function keyOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

/** The text up to the last complete member of each open container, closed in order. */
function closed(bytes: Buffer, open: Open[]): Json | undefined {
  const innermost = open.at(-1)!;
  const ends = open.map(({ list }) => (list ? "]" : "}")).toReversed();
  try {
    return JSON.parse(bytes.toString("utf8", 0, innermost.good) + ends.join("")) as Json;
  } catch {
    return undefined;
  }
}

function stepOf({ list, key, index }: Open): string {
  return list ? `[${index}]` : key;
}

/** The cut path, and the members that would have followed; all that are missing where the writer had another order. */
function unseenOf(value: JsonObject, open: Open[], cutPath: string): string[] {
  const places = Object.keys(value).map((key) => (AUDIT_MEMBERS as readonly string[]).indexOf(key));
  const ordered = places.every((place, at) => at === 0 || place > places[at - 1]!);
  const last = ordered ? Math.max(-1, ...places) : -1;
  const pending = open.length > 1 || cutPath !== "" ? [cutPath] : [];
  const following = AUDIT_MEMBERS.filter((key, place) => place > last && !Object.hasOwn(value, key));
  return [...pending, ...following];
}
