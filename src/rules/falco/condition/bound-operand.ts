import type { Event } from "../../../model/event.ts";
import type { FieldType, FieldValue } from "../fields/field.ts";

/** A field or transformer, ready to be read. */
export interface BoundOperand {
  type: FieldType;
  isList: boolean;
  /** As its author would write it. */
  name: string;
  /** Paths of the record it rests on, as `Event.unseen` writes them. */
  reads: readonly string[];
  /** The operands that a transformer works on; none for a field. */
  from: readonly BoundOperand[];
  /** Never an empty list. */
  read(event: Event): FieldValue;
}

/** Texts as C keeps them: what follows a NUL is not there. */
export function visible(value: FieldValue): FieldValue {
  if (typeof value === "string") return beforeNul(value);
  if (typeof value !== "object") return value;
  return value.some(hasNul) ? value.map(beforeNul) : value;
}

function beforeNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul === -1 ? text : text.slice(0, nul);
}

function hasNul(text: string): boolean {
  return text.includes("\0");
}
