import type { Item } from "../../files/item.ts";
import type { TextNode } from "../../files/node.ts";
import type { Place } from "../../files/source-file.ts";

/** A list as its items leave it. */
export interface List {
  name: string;
  /** Where its first definition names it, and its latest item. */
  place: Place;
  latestPlace: Place;
  /** The number of its first definition among all items. */
  first: number;
  /** That of its latest definition or append. */
  latest: number;
  items: readonly TextNode[];
}

/** What a `list` item does; undefined where it is wrong. */
export function readList(
  item: Item,
  override: ReadonlyMap<string, "append" | "replace"> | undefined,
): ListChange | undefined {
  const items = item.texts("items");
  if (items === undefined && !item.has("items")) item.missing("items");
  const isAppend = item.flag("append") === true || override?.get("items") === "append";
  if (items === undefined || item.hasFailed) return undefined;
  if (!/^[^()"'\s=,]+$/.test(item.name!)) {
    item.warn(
      "LOAD_INVALID_LIST_NAME",
      item.place,
      `\`${item.name}\` is no good name for a list`,
      "leave out blanks and ( ) \" ' = ,",
    );
  }
  return { items, isAppend };
}

export interface ListChange {
  items: readonly TextNode[];
  isAppend: boolean;
}

/** The list with a change made to it; a new definition keeps the place of the first one. */
export function changedList(
  before: List | undefined,
  { items, isAppend }: ListChange,
  item: Item,
  number: number,
): List {
  return {
    name: item.name!,
    place: before?.place ?? item.place,
    latestPlace: item.place,
    first: before?.first ?? number,
    latest: number,
    items: isAppend ? [...(before?.items ?? []), ...items] : items,
  };
}
