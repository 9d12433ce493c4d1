import { bindField, isKnownField } from "./bind.ts";
import type { BoundField, FalcoSource, FieldProblem } from "./field.ts";
import type { FieldSettings } from "./settings.ts";

/** The fields as a run has them: its constants and its host's name are in them. */
export function fieldLookup(settings: FieldSettings) {
  return {
    bind: (source: FalcoSource, name: string, argument?: string): BoundField | FieldProblem =>
      bindField(source, name, argument, settings),
    isKnown: (source: FalcoSource, name: string): boolean => isKnownField(source, name, settings),
  };
}
