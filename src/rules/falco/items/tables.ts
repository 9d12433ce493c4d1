import type { Item } from "../../files/item.ts";
import type { Place } from "../../files/source-file.ts";
import { Failures } from "./failures.ts";
import type { NamedKind } from "./failures.ts";
import type { List } from "./lists.ts";
import type { Macro } from "./macros.ts";
import type { RuleItem } from "./rules.ts";

/** How often one list, macro or rule may be changed: each change copies it. */
const MOST_CHANGES = 1000;

/** Lists, macros and rules of all files read so far. */
export class FalcoTables {
  readonly lists = new Map<string, List>();
  readonly macros = new Map<string, Macro>();
  readonly rules = new Map<string, RuleItem>();
  readonly failed: { readonly [kind in NamedKind]: Failures } = {
    list: new Failures(),
    macro: new Failures(),
    rule: new Failures(),
  };
  /** Rules that items have defined or changed since they were last compiled. */
  readonly touched = new Set<string>();
  readonly #changes = new Map<string, number>();
  readonly #firsts = new Map<string, { place: Place; first: number }>();

  /** Counts a change of an item; false where there have been more than anybody makes. */
  countChange(kind: NamedKind, name: string): boolean {
    const key = `${kind} ${name}`;
    const count = (this.#changes.get(key) ?? 0) + 1;
    this.#changes.set(key, count);
    return count <= MOST_CHANGES;
  }

  put(rule: RuleItem): void {
    this.rules.set(rule.name, rule);
    this.touched.add(rule.name);
  }

  /** Where and as which item a rule was defined first: it keeps its turn. */
  firstOf(item: Item, number: number): { place: Place; first: number } {
    const known = this.#firsts.get(item.name!);
    const first = known ?? { place: item.place, first: number };
    this.#firsts.set(item.name!, first);
    return first;
  }
}
