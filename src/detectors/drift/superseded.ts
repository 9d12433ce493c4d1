import type { AttributeChange } from "../../model/change.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { samePart } from "./differences.ts";
import { rowOf, stateValue } from "./state-values.ts";

/**
 * Whether an own apply was followed by others that set all of it again: a state of today tells nothing of the applies of
 * yesterday, and these were no drift.
 */
export function isSuperseded(act: Act, later: readonly Act[], context: Context): boolean {
  const own = later.filter((other) => other.own && other.refused === undefined);
  if (!act.own || own.length === 0) return false;
  if (!context.resource) return own.some(({ what }) => what === "deleted");
  const again = new Set(own.flatMap(({ attributes }) => attributes.map(({ path }) => path)));
  return act.attributes.every((change) => again.has(change.path) || isHeld(change, context));
}

function isHeld({ path, kind, value }: AttributeChange, { target, resource }: Context): boolean {
  if (!("set" in value)) return "unknown" in value;
  const row = rowOf(target.ref.type, path);
  return samePart(path, kind, row, stateValue(resource!, path, row), value.set);
}
