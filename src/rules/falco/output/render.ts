import type { Event } from "../../../model/event.ts";
import type { FieldValue } from "../fields/field.ts";
import { isUnseen } from "../fields/index.ts";
import type { BoundOperand } from "../condition/bound-operand.ts";
import type { Placeholder } from "./parse-output.ts";

/** What stands where there is no value. */
const ABSENT = "<NA>";

/** Values that are written with nine digits at least. */
const NINE_DIGITS: ReadonlySet<string> = new Set(["evt.rawtime.ns"]);

/** A value of an event as messages show it; absent where the record may lack a part of it. */
export function seenValue(operand: BoundOperand, event: Event): FieldValue {
  return isUnseen(operand.reads, event) ? undefined : operand.read(event);
}

export function renderPiece(piece: string | Placeholder, event: Event): string {
  if (typeof piece === "string") return piece;
  const { operand, width } = piece;
  const text = shown(operand.name, seenValue(operand, event));
  return width === undefined ? text : fitted(text, width);
}

function shown(name: string, value: FieldValue): string {
  if (value === undefined) return ABSENT;
  if (typeof value === "object") return `(${value.join(",")})`;
  return NINE_DIGITS.has(name) ? String(value).padStart(9, "0") : String(value);
}

/** Filled with blanks or cut to exactly so many bytes of UTF-8; a character is not cut in two. */
function fitted(text: string, width: number): string {
  let [kept, bytes] = ["", 0];
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > width) break;
    kept += character;
    bytes += size;
  }
  return kept + " ".repeat(width - bytes);
}
