import type { Position } from "../../../model/errors.ts";
import type { Item } from "../../files/item.ts";
import type { ProblemList } from "../../files/problem-list.ts";
import { positionOf } from "../../files/source-file.ts";
import { compileRule } from "./compile-rule.ts";
import type { RuleScope } from "./rule-scope.ts";
import { expandLists } from "./expansion.ts";
import type { FalcoRule } from "./falco-rule.ts";
import type { FalcoKind } from "./kinds.ts";
import { readMacros } from "./macro-texts.ts";
import type { ReadTexts } from "./macro-texts.ts";
import { parsedText } from "./parsed-text.ts";
import type { ListScope } from "./parsed-text.ts";
import { referencesIn } from "./references.ts";
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

/** How many unknown fields are told what was meant. */
const MOST_HINTS = 1000;
/** Characters that lists may put into all conditions together. */
const LIST_ROOM = 1 << 24;
/** Checks that all rules may have together, those of their macros included. */
const CHECK_ROOM = 500_000;

/** The Falco items of a run: read one by one, compiled after each file with what has been read so far. */
export class FalcoItems {
  readonly tables = new FalcoTables();
  readonly #settings: FalcoSettings;
  readonly #problems: ProblemList;
  readonly #listRoom = { left: LIST_ROOM };
  readonly #hints = { left: MOST_HINTS };
  readonly #checkRoom = { left: CHECK_ROOM };
  readonly #usedLists = new Set<string>();
  readonly #usedMacros = new Set<string>();
  readonly #compiled = new Map<string, { rule?: FalcoRule; scope: RuleScope }>();
  /** Lists as they are now; absent after one has changed. */
  #lists: ListScope | undefined;
  /** Macros that were read with these lists. */
  #readTexts: ReadTexts = new WeakMap();
  /** Lists and macros as they are now; absent after one has changed. */
  #scope: RuleScope | undefined;

  constructor(settings: FalcoSettings, problems: ProblemList) {
    this.#settings = settings;
    this.#problems = problems;
  }

  take(item: Item, kind: FalcoKind, number: number): void {
    takeFalcoItem(item, kind, number, this.tables);
    if (kind === "list") this.#lists = undefined;
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
    this.#problems.pushAll(unusedWarnings(this.tables, { lists: this.#usedLists, macros: this.#usedMacros }));
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
    const lists = this.#currentLists();
    const { macros, failed } = this.tables;
    const { readable, problems } = readMacros(macros, lists, failed.macro, this.#readTexts);
    for (const { condition } of readable.values()) {
      for (const { name } of referencesIn(condition)) this.#usedMacros.add(name);
    }
    this.#problems.pushAll(problems);
    return (this.#scope = {
      lists,
      macros: readable,
      failedMacros: failed.macro,
      usedMacros: this.#usedMacros,
      room: this.#checkRoom,
      hints: this.#hints,
      settings: this.#settings,
    });
  }

  #currentLists(): ListScope {
    if (this.#lists !== undefined) return this.#lists;
    const { lists, failed } = this.tables;
    const { items, held, problems } = expandLists(lists, failed.list);
    for (const name of held) this.#usedLists.add(name);
    this.#problems.pushAll(problems);
    this.#readTexts = new WeakMap();
    const names = listNames([...lists.keys(), ...failed.list.names]);
    return (this.#lists = { names, items, failed: failed.list, used: this.#usedLists, room: this.#listRoom });
  }

  /** After too many errors nothing is compiled any more. */
  #compileOrStop(name: string, scope: RuleScope): void {
    if (!this.#problems.isFull) return this.#compile(name, scope);
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
    while (item !== undefined) {
      if (!isFalcoSource(item.source)) return this.#mentions(item, scope);
      const { rule, problems } = compileRule(item, item.source, scope);
      this.#problems.pushAll(problems);
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
