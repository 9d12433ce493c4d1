import type { Item } from "../../files/item.ts";
import type { NamedKind } from "./failures.ts";
import type { FalcoTables } from "./tables.ts";

const INVALID = { code: "LOAD_ERR_VALIDATE" };

/** Says so where what an item changes did not load, or was never defined. */
export function isThere<T>(item: Item, kind: NamedKind, before: T | undefined, tables: FalcoTables): before is T {
  const name = item.name!;
  const failed = tables.failed[kind];
  if (failed.has(name)) {
    item.fail(item.place, failed.says(kind, name), INVALID);
  } else if (before === undefined) {
    const hint = `define it first, or give this ${kind} all its keys`;
    item.fail(item.place, `no ${kind} \`${name}\` stands before this item, which changes one`, { ...INVALID, hint });
  } else if (!tables.countChange(kind, name)) {
    item.fail(item.place, `the ${kind} \`${name}\` is changed too often`, {
      ...INVALID,
      hint: "join some of its changes",
    });
  } else {
    return true;
  }
  return false;
}

/** Warns of `append: true`, and says what is written now. */
export function deprecated(item: Item, key: string): void {
  if (item.flag("append") !== true) return;
  item.warn(
    "LOAD_DEPRECATED_ITEM",
    item.keyPlace("append"),
    "`append: true` is the old way",
    `write \`override: {${key}: append}\``,
  );
}
