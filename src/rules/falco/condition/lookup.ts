import type { BoundField, FalcoSource, FieldProblem } from "../fields/field.ts";

/** Where conditions find their fields. */
export interface FieldLookup {
  bind(source: FalcoSource, name: string, argument?: string): BoundField | FieldProblem;
  isKnown(source: FalcoSource, name: string): boolean;
}
