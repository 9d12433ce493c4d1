import type { Item } from "../../files/item.ts";
import type { Place } from "../../files/source-file.ts";
import { joined, madeAt, placeAt } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";

/** A macro as its items leave it. */
export interface Macro {
  name: string;
  /** Where its first definition names it, and its latest item. */
  place: Place;
  latestPlace: Place;
  /** The number of its first definition among all items. */
  first: number;
  /** That of its latest definition or append: it sees the macros defined before. */
  latest: number;
  /** As written, lists by name. */
  written: Traced;
}

export interface MacroChange {
  condition: Traced;
  isAppend: boolean;
}

/** What a `macro` item does; undefined where it is wrong. */
export function readMacro(
  item: Item,
  override: ReadonlyMap<string, "append" | "replace"> | undefined,
): MacroChange | undefined {
  const condition = item.text("condition");
  if (condition === undefined && !item.has("condition")) item.missing("condition");
  const isAppend = item.flag("append") === true || override?.get("condition") === "append";
  if (condition === undefined || item.hasFailed) return undefined;
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(item.name!)) {
    const hint = "names of macros are letters, digits and _, a letter first";
    item.warn(
      "LOAD_INVALID_MACRO_NAME",
      item.place,
      `\`${item.name}\` is no name for a macro: no condition can use it`,
      hint,
    );
  }
  return { condition, isAppend };
}

/** The macro with a change made to it; a new definition keeps the place of the first one. */
export function changedMacro(
  before: Macro | undefined,
  { condition, isAppend }: MacroChange,
  item: Item,
  number: number,
): Macro {
  return {
    name: item.name!,
    place: before?.place ?? item.place,
    latestPlace: item.place,
    first: before?.first ?? number,
    latest: number,
    written: isAppend && before ? appended(before.written, condition) : condition,
  };
}

/** One text behind another, a blank between them. */
export function appended(before: Traced, more: Traced): Traced {
  return joined([before, madeAt(placeAt(more, 0), " "), more]);
}
