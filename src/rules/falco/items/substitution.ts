import { joined, madeAt, part, placeAt } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";

/** A condition's text with lists in place of their names. */
export interface Substituted {
  traced: Traced;
  /** What stands for lists, those that did not load among them. */
  stretches: readonly Stretch[];
}

/** The part of a text that stands for a list. */
export interface Stretch {
  list: string;
  from: number;
  to: number;
}

/** List names by the word they begin with: a name may hold blanks. */
export type ListNames = ReadonlyMap<string, readonly string[]>;

/** A quoted text ends at its quote unless a backslash stands right before it. */
const WORD = /"[^"]*(?:(?<=\\)"[^"]*)*(?:"|$)|'[^']*(?:(?<=\\)'[^']*)*(?:'|$)|[^\s(),="']+/g;
const BOUNDARY = /[ \t\n\r(),=]/;
const BLANK = /[ \t\n\r]/;

/** An index of names for `substituted`. */
export function listNames(names: Iterable<string>): ListNames {
  const index = new Map<string, string[]>();
  for (const name of names) {
    const word = /^[^\s(),="']+/.exec(name)?.[0];
    if (word === undefined) continue;
    const alike = index.get(word);
    if (alike) alike.push(name);
    else index.set(word, [name]);
  }
  return index;
}

/**
 * Puts the items of lists where a condition names them, as text: neighbours of a name are blanks, parentheses, commas,
 * equal signs or the text's ends. What stands in quotes is left alone (DEV-2).
 * @param itemsOf  what a list stands for; undefined where it did not load
 * @param room  how many characters may still be put in; what has no room is left out
 */
export function substituted(
  condition: Traced,
  names: ListNames,
  itemsOf: (name: string) => readonly string[] | undefined,
  room: { left: number },
): Substituted {
  const { text } = condition;
  const stretches: Stretch[] = [];
  const parts: Traced[] = [];
  let [done, length] = [0, 0];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const name = index < done ? undefined : nameAt(text, word, index, names);
    if (name === undefined) continue;
    const items = itemsOf(name) ?? [];
    let [from, to] = [index, index + name.length];
    while (from > done && BLANK.test(text[from - 1]!)) from -= 1;
    while (to < text.length && BLANK.test(text[to]!)) to += 1;
    if (items.length === 0) {
      if (from > done && text[from - 1] === ",") from -= 1;
      else if (text[to] === ",") to += 1;
    }
    const inside = room.left > 0 ? ` ${items.map(quoted).join(", ")} ` : " ";
    room.left -= inside.length;
    parts.push(part(condition, done, from), madeAt(placeAt(condition, index), inside));
    length += from - done;
    stretches.push({ list: name, from: length, to: length + inside.length });
    length += inside.length;
    done = to;
  }
  if (parts.length === 0) return { traced: condition, stretches };
  return { traced: joined([...parts, part(condition, done, text.length)]), stretches };
}

function nameAt(text: string, word: string, at: number, names: ListNames): string | undefined {
  if (at > 0 && !BOUNDARY.test(text[at - 1]!)) return undefined;
  return names.get(word)?.find((name) => {
    const end = at + name.length;
    return text.startsWith(name, at) && (end >= text.length || BOUNDARY.test(text[end]!));
  });
}

/** An item with a blank in it is one text all the same. */
export function quoted(item: string): string {
  return item.includes(" ") && !/^["']/.test(item) ? `"${item}"` : item;
}
