import { positionOf } from "../../files/source-file.ts";
import type { RuleProblem } from "../../../model/rule.ts";
import { dependencies } from "./dependencies.ts";
import type { Failures } from "./failures.ts";
import type { List } from "./lists.ts";

/** How many items all lists may stand for together: more were made to hurt. */
const MAX_ITEMS = 2_000_000;

/** Lists with the lists they hold. */
export interface Expansion {
  /** What a list stands for; of those that failed nothing. */
  items: ReadonlyMap<string, readonly string[]>;
  /** Lists that other lists hold. */
  held: ReadonlySet<string>;
  problems: RuleProblem[];
}

/**
 * Replaces items that name another list by its items, to the end: Falco itself goes one level down, and is not followed
 * in this (DEV-3).
 * @param failed  lists that did not load; those that hold one, or themselves, are added
 */
export function expandLists(lists: ReadonlyMap<string, List>, failed: Failures): Expansion {
  const held = new Set<string>();
  const holds = (name: string) => {
    const items = lists.get(name)?.items ?? [];
    return items.map(({ text }) => text).filter((text) => text !== name && (lists.has(text) || failed.has(text)));
  };
  const { order, cycles } = dependencies(lists.keys(), holds);
  const expanded = new Map<string, readonly string[]>();
  const problems: RuleProblem[] = [];
  let total = 0;
  for (const name of order) {
    const list = lists.get(name);
    if (list === undefined) continue;
    const inner = holds(name);
    for (const other of inner) held.add(other);
    const broken = inner.find((other) => failed.has(other));
    const around = cycles.get(name);
    total += inner.reduce((sum, other) => sum + (expanded.get(other)?.length ?? 0), list.items.length);
    const wrong = around
      ? `the list holds itself: ${around.join(" → ")}`
      : broken !== undefined
        ? failed.says("list", broken)
        : total > MAX_ITEMS
          ? `the lists stand for more than ${MAX_ITEMS.toLocaleString("en")} items`
          : undefined;
    if (wrong !== undefined) {
      const at = positionOf(list.latestPlace);
      if (!failed.has(name))
        problems.push({ level: "error", code: "LOAD_ERR_VALIDATE", item: name, at, message: wrong });
      failed.add(name, at);
      continue;
    }
    expanded.set(
      name,
      list.items.flatMap(({ text }) => (text === name ? [text] : (expanded.get(text) ?? [text]))),
    );
    if (isDeeperThanFalco(list, lists)) problems.push(deeper(list));
  }
  return { items: expanded, held, problems };
}

function deeper(list: List): RuleProblem {
  return {
    level: "warning",
    code: "list.nested",
    item: list.name,
    at: positionOf(list.latestPlace),
    message: "holds lists that hold lists: here all of them count, Falco would compare with the inner names",
    hint: "define the outer list first if Falco reads this file too",
  };
}

/**
 * Whether Falco would leave a list's name standing: it splices the lists defined before the latest item of this one, one
 * level deep, and then meets, in the condition, only the lists that were first defined after the one it has just put in.
 */
function isDeeperThanFalco(list: List, lists: ReadonlyMap<string, List>): boolean {
  const inner = (from: List) =>
    from.items.flatMap(({ text }) => (text !== from.name && lists.has(text) ? [lists.get(text)!] : []));
  const spliced = inner(list).filter((other) => other.first < list.latest);
  return spliced.some((other) => inner(other).some((left) => left.first < list.first));
}
