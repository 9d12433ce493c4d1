import type { Item } from "../../files/item.ts";
import type { Failures, NamedKind } from "./failures.ts";

/** Says so where what an item changes did not load, or was never defined. */
export function isThere<T>(item: Item, kind: NamedKind, before: T | undefined, failed: Failures): before is T {
  if (failed.has(item.name!)) {
    item.fail(item.place, failed.says(kind, item.name!), { code: "LOAD_ERR_VALIDATE" });
    return false;
  }
  if (before !== undefined) return true;
  item.fail(item.place, `no ${kind} \`${item.name}\` stands before this item, which changes one`, {
    code: "LOAD_ERR_VALIDATE",
    hint: `define it first, or give this ${kind} all its keys`,
  });
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
