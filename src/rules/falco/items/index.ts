import type { Position } from "../../../model/errors.ts";
import type { RuleProblem } from "../../../model/rule.ts";
import type { Item } from "../../files/item.ts";
import { positionOf } from "../../files/source-file.ts";
import { compileRule } from "./compile-rule.ts";
import type { RuleScope } from "./compile-rule.ts";
import { expandLists } from "./expansion.ts";
import type { FalcoRule } from "./falco-rule.ts";
import type { FalcoKind } from "./kinds.ts";
import { readMacros, referencesIn } from "./macro-texts.ts";
import { parsedText } from "./parsed-text.ts";
import type { RuleItem } from "./rules.ts";
import type { FalcoSettings } from "./settings.ts";
import { isFalcoSource } from "./sources.ts";
import { listNames } from "./substitution.ts";
import { FalcoTables } from "./tables.ts";
import { takeFalcoItem } from "./take.ts";
import { unusedWarnings } from "./unused.ts";

/** A rule that is there and does not run. */
export interface RuleAside {
  name: string;
  source: string;
  at: Position;
  /** Its source is none of ours, or it names a field nobody knows (`skip-if-unknown-filter`). */
  why: "source" | "field";
}

/** A rule with its turn among all items. */
export interface Turn<T> {
  first: number;
  rule: T;
}

/** After so many problems what is left is not looked at. */
export const MOST_PROBLEMS = 10_000;
/** How many changes of a rule are taken back to find what still loads. */
const MOST_STEPS_BACK = 20;
/** Characters that lists may put into all conditions together. */
const LIST_ROOM = 1 << 26;

/** The Falco items of a run: read one by one, compiled after each file with what has been read so far. */
export class FalcoItems {
  readonly tables = new FalcoTables();
  readonly #settings: FalcoSettings;
  readonly #problems: RuleProblem[];
  readonly #room = { left: LIST_ROOM };
  readonly #usedLists = new Set<string>();
  readonly #usedMacros = new Set<string>();
  readonly #compiled = new Map<string, { rule?: FalcoRule; scope: RuleScope }>();
  /** Lists and macros as they are now; absent after one has changed. */
  #scope: RuleScope | undefined;

  constructor(settings: FalcoSettings, problems: RuleProblem[]) {
    this.#settings = settings;
    this.#problems = problems;
  }

  take(item: Item, kind: FalcoKind, number: number): void {
    takeFalcoItem(item, kind, number, this.tables);
    if (kind === "list" || kind === "macro") this.#scope = undefined;
  }

  /** After each file: compiles the rules that it defined or changed. */
  settle(): void {
    const scope = this.#current();
    for (const name of this.tables.touched) this.#compileOrStop(name, scope);
    this.tables.touched.clear();
  }

  /** After the last file: compiles again what lists and macros of later files have changed. */
  finish(): { rules: Turn<FalcoRule>[]; aside: RuleAside[] } {
    const scope = this.#current();
    for (const name of this.tables.rules.keys()) {
      if (this.#compiled.get(name)?.scope !== scope) this.#compileOrStop(name, scope);
    }
    this.#problems.push(...unusedWarnings(this.tables, { lists: this.#usedLists, macros: this.#usedMacros }));
    const rules: Turn<FalcoRule>[] = [];
    const aside: RuleAside[] = [];
    for (const { name, source, first, place } of this.tables.rules.values()) {
      const rule = this.#compiled.get(name)?.rule;
      if (rule !== undefined) rules.push({ first, rule });
      else aside.push({ name, source, at: positionOf(place), why: isFalcoSource(source) ? "field" : "source" });
    }
    return { rules, aside };
  }

  #current(): RuleScope {
    if (this.#scope !== undefined) return this.#scope;
    const { lists, macros, failed } = this.tables;
    const expansion = expandLists(lists, failed.list);
    for (const name of expansion.held) this.#usedLists.add(name);
    const listScope = {
      names: listNames([...lists.keys(), ...failed.list.names]),
      items: expansion.items,
      failed: failed.list,
      used: this.#usedLists,
      room: this.#room,
    };
    const { readable, problems } = readMacros(macros, listScope, failed.macro);
    for (const { condition } of readable.values()) {
      for (const { name } of referencesIn(condition)) this.#usedMacros.add(name);
    }
    this.#problems.push(...expansion.problems, ...problems);
    return (this.#scope = {
      lists: listScope,
      macros: readable,
      failedMacros: failed.macro,
      usedMacros: this.#usedMacros,
      settings: this.#settings,
    });
  }

  /** After too many problems nothing is compiled any more. */
  #compileOrStop(name: string, scope: RuleScope): void {
    if (this.#problems.length < MOST_PROBLEMS) return this.#compile(name, scope);
    const rule = this.tables.rules.get(name);
    if (rule !== undefined) this.#fail(rule);
  }

  #fail({ name, latestPlace }: RuleItem): void {
    this.tables.rules.delete(name);
    this.#compiled.delete(name);
    this.tables.failed.rule.add(name, positionOf(latestPlace));
  }

  /** Compiles a rule; where that fails because of a change, as it was before. */
  #compile(name: string, scope: RuleScope): void {
    let item = this.tables.rules.get(name);
    const latest = item;
    for (let steps = 0; item !== undefined && steps <= MOST_STEPS_BACK; steps += 1) {
      if (!isFalcoSource(item.source)) return this.#mentions(item, scope);
      const { rule, problems } = compileRule(item, item.source, scope);
      this.#problems.push(...problems);
      if (!item.isBroken && problems.every(({ level }) => level === "warning")) {
        this.tables.rules.set(name, item);
        this.#compiled.set(name, { scope, ...(rule && { rule }) });
        return;
      }
      item = item.before;
    }
    if (latest !== undefined) this.#fail(latest);
  }

  /** What a rule that is not compiled names is used all the same. */
  #mentions({ name, condition }: RuleItem, scope: RuleScope): void {
    const parsed = parsedText(condition, scope.lists);
    if (!Array.isArray(parsed))
      for (const reference of referencesIn(parsed.condition)) this.#usedMacros.add(reference.name);
    this.#compiled.set(name, { scope });
  }
}
