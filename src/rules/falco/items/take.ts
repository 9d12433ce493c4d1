import type { Item } from "../../files/item.ts";
import { positionOf } from "../../files/source-file.ts";
import { KEYS } from "./kinds.ts";
import type { FalcoKind } from "./kinds.ts";
import { changedList, readList } from "./lists.ts";
import { changedMacro, readMacro } from "./macros.ts";
import { readOverride } from "./override.ts";
import type { FalcoTables } from "./tables.ts";
import { takeRule } from "./take-rule.ts";
import { deprecated, isThere } from "./target.ts";
import { checkEngineVersion, checkPluginVersions } from "./versions.ts";

/**
 * Reads one Falco item into the tables; what is wrong with it becomes a problem of the item, and of a list or macro the
 * tables then hold its name as failed.
 * @param number  counts all items of all files
 */
export function takeFalcoItem(item: Item, kind: FalcoKind, number: number, tables: FalcoTables): void {
  for (const { key, place, hint } of item.unknownKeys(KEYS[kind])) {
    item.warn("LOAD_UNKNOWN_KEY", place, `\`${key}\` is no key of a ${kind.replaceAll("_", " ")}: ignored`, hint);
  }
  if (kind === "required_engine_version") return checkEngineVersion(item);
  if (kind === "required_plugin_versions") return checkPluginVersions(item);
  if (item.text(kind) === undefined) return;
  return TAKE[kind](item, number, tables);
}

const TAKE = { list: takeList, macro: takeMacro, rule: takeRule };

function takeList(item: Item, number: number, tables: FalcoTables): void {
  const { lists, failed } = tables;
  const change = readList(item, readOverride(item, "list"));
  const before = lists.get(item.name!);
  if (change?.isAppend) isThere(item, "list", before, tables);
  deprecated(item, "items");
  if (change === undefined || item.hasFailed) return failed.list.add(item.name!, positionOf(item.place));
  if (!change.isAppend) failed.list.delete(item.name!);
  lists.set(item.name!, changedList(before, change, item, number));
}

function takeMacro(item: Item, number: number, tables: FalcoTables): void {
  const { macros, failed } = tables;
  const change = readMacro(item, readOverride(item, "macro"));
  const before = macros.get(item.name!);
  if (change?.isAppend) isThere(item, "macro", before, tables);
  deprecated(item, "condition");
  if (change === undefined || item.hasFailed) return failed.macro.add(item.name!, positionOf(item.place));
  if (!change.isAppend) failed.macro.delete(item.name!);
  macros.set(item.name!, changedMacro(before, change, item, number));
}
