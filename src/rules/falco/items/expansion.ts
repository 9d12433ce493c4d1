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
  const holds = (name: string) => namesIn(lists.get(name), (other) => lists.has(other) || failed.has(other));
  const { order, cycles } = dependencies(lists.keys(), holds);
  const items = new Map<string, readonly string[]>();
  const held = new Set<string>();
  const problems: RuleProblem[] = [];
  let total = 0;
  for (const name of order) {
    const list = lists.get(name);
    if (list === undefined) continue;
    const inner = holds(name);
    for (const other of inner) held.add(other);
    total += inner.reduce((sum, other) => sum + (items.get(other)?.length ?? 0), list.items.length);
    const wrong = wrongWith(inner, cycles.get(name), failed, total);
    if (wrong === undefined) {
      items.set(name, expanded(list, items));
      continue;
    }
    const at = positionOf(list.latestPlace);
    if (!failed.has(name)) problems.push({ level: "error", code: "LOAD_ERR_VALIDATE", item: name, at, message: wrong });
    failed.add(name, at);
  }
  return { items, held, problems: [...problems, ...deeperThanFalco(lists, items)] };
}

/** Items that are names of other lists. */
function namesIn(list: List | undefined, isList: (name: string) => boolean): string[] {
  return (list?.items ?? []).map(({ text }) => text).filter((text) => text !== list!.name && isList(text));
}

function wrongWith(
  inner: readonly string[],
  around: readonly string[] | undefined,
  failed: Failures,
  total: number,
): string | undefined {
  if (around) return `the list holds itself: ${around.join(" → ")}`;
  const broken = inner.find((other) => failed.has(other));
  if (broken !== undefined) return failed.says("list", broken);
  return total > MAX_ITEMS ? `the lists stand for more than ${MAX_ITEMS.toLocaleString("en")} items` : undefined;
}

function expanded({ name, items }: List, known: ReadonlyMap<string, readonly string[]>): string[] {
  return items.flatMap(({ text }) => (text === name ? [text] : (known.get(text) ?? [text])));
}

/**
 * Warns of lists in which Falco would leave another list's name standing: it splices the lists defined before the latest
 * item, one level deep, and then meets, in the condition, only lists first defined after the one it has just put in.
 */
function deeperThanFalco(lists: ReadonlyMap<string, List>, loaded: ReadonlyMap<string, unknown>): RuleProblem[] {
  const inner = new Map(
    [...loaded.keys()].map((name) => [name, namesIn(lists.get(name), (other) => lists.has(other))] as const),
  );
  const earliest = new Map(
    [...inner].map(([name, others]) => [
      name,
      others.reduce((first, other) => Math.min(first, lists.get(other)!.first), Infinity),
    ]),
  );
  const isDeeper = (name: string, { first, latest }: List) =>
    inner.get(name)!.some((other) => lists.get(other)!.first < latest && earliest.get(other)! < first);
  return [...inner.keys()].filter((name) => isDeeper(name, lists.get(name)!)).map((name) => deeper(lists.get(name)!));
}

function deeper({ name, latestPlace }: List): RuleProblem {
  return {
    level: "warning",
    code: "list.nested",
    item: name,
    at: positionOf(latestPlace),
    message: "holds lists that hold lists: here all of them count, Falco would compare with the inner names",
    hint: "define the outer list first if Falco reads this file too",
  };
}
