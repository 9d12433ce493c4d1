import type { Command, CommandOf, Expr, Item } from "../syntax/ast.ts";
import { expressionsOf, within } from "../syntax/ast.ts";
import { sameExpression } from "../syntax/format.ts";
import { hyphenatedName } from "../syntax/hyphenated.ts";
import { aggregatesIn } from "./aggregates.ts";
import { valueOf } from "./expression.ts";
import type { Names } from "./expression.ts";
import { Scope } from "./scope.ts";
import type { MessageField } from "./scope.ts";
import { columnsOf, union } from "./shown.ts";
import type { ColumnSource, Shown } from "./shown.ts";
import type { Column, Stage, StatsStage } from "./stages.ts";
import { filterStep, parseStep, setStep } from "./steps.ts";
import type { Step } from "./steps.ts";
import { withTops } from "./tops.ts";

/** Rows of a query without `limit`. Source: "limit", CloudWatch Logs User Guide. */
const DEFAULT_LIMIT = 10_000;

/** A query, ready to run. */
export interface Plan {
  stages: readonly Stage[];
  columns: readonly Column[];
  /** Fields of messages that are read somewhere. */
  fields: readonly MessageField[];
  /** How many slots a row has. */
  size: number;
  /** Subtractions that may be meant as names of fields. */
  hyphenated: readonly string[];
}

/** Compiles commands into what is done one after the other. */
export function planOf(commands: readonly Command[]): Plan {
  return new Planner().plan(commands);
}

class Planner {
  readonly #scope = new Scope();
  readonly #names: Names = { scope: this.#scope };
  readonly #stages: Stage[] = [];
  /** Whether the rows come in their order here, so that the first ones can be told. */
  #ordered = false;
  #shown: Shown = {};
  /** What sort may repeat of the stats before it. */
  #repeatable: { expr: Expr; slot: number }[] = [];

  plan(commands: readonly Command[]): Plan {
    for (const command of commands) this.#add(command);
    if (!commands.some(({ command }) => command === "limit")) this.#limit(DEFAULT_LIMIT);
    this.#order();
    const columns = columnsOf(this.#shown, this.#scope);
    return {
      stages: withTops(this.#stages),
      columns,
      fields: this.#scope.fields,
      size: this.#scope.size,
      hyphenated: hyphenatedNames(commands),
    };
  }

  #add(command: Command): void {
    switch (command.command) {
      case "fields":
        this.#shown.fields = union(this.#shown.fields ?? [], this.#items(command.items));
        return;
      case "display":
        this.#shown.display = this.#items(command.items);
        return;
      case "filter":
        return this.#step(filterStep(command, this.#names));
      case "parse":
        return this.#step(parseStep(command, this.#scope));
      case "sort":
        return this.#sort(command);
      case "limit":
        return this.#limit(command.count);
      case "dedup":
        this.#stages.push({ kind: "dedup", by: command.fields.map(({ name }) => this.#scope.value(name)) });
        this.#ordered = false;
        return;
      case "stats":
        return this.#stats(command);
    }
  }

  #step(step: Step): void {
    const last = this.#stages.at(-1);
    if (last?.kind === "steps") last.steps.push(step);
    else this.#stages.push({ kind: "steps", steps: [step] });
  }

  /** Sets what has an alias or is computed; plain fields are read when they are shown. */
  #items(items: readonly Item[]): ColumnSource[] {
    return items.map(({ expr, alias, title }) => {
      if (expr.type === "field" && alias === undefined) return { title, name: expr.name };
      const { step, slot } = setStep(expr, alias, this.#names);
      this.#step(step);
      return alias === undefined ? { title, slot } : { title, name: alias };
    });
  }

  #sort({ keys }: CommandOf<"sort">): void {
    const slots = keys.map(({ expr, descending }) => ({ slot: this.#sortSlot(expr), descending }));
    this.#stages.push({ kind: "sort", keys: slots });
    this.#ordered = true;
  }

  #sortSlot(expr: Expr): number {
    const repeated = this.#repeatable.find((each) => sameExpression(each.expr, expr));
    if (repeated) return repeated.slot;
    const { step, slot } = setStep(expr, undefined, this.#names);
    this.#step(step);
    return slot;
  }

  #limit(count: number): void {
    this.#order();
    this.#stages.push({ kind: "limit", count });
  }

  #order(): void {
    if (!this.#ordered) this.#stages.push({ kind: "sort", keys: [] });
    this.#ordered = true;
  }

  #stats({ aggregates, by }: CommandOf<"stats">): void {
    const keys = by.map(({ expr }) => valueOf(expr, this.#names));
    const { plans, slotOf } = aggregatesIn(aggregates, this.#names);
    const time = this.#scope.value("@timestamp");
    const keySlots = by.map(() => this.#scope.newSlot());
    const stage: StatsStage = { kind: "stats", by: keys, keySlots, aggregates: plans, time };
    this.#stages.push(stage);
    const results = aggregates.map(({ expr }) => {
      const { slot, step } = setStep(expr, undefined, { scope: this.#scope, aggregates: slotOf });
      this.#step(step);
      return slot;
    });
    this.#afterStats([...by, ...aggregates], [...keySlots, ...results]);
  }

  #afterStats(items: readonly Item[], slots: readonly number[]): void {
    const named = new Map<string, number>();
    this.#repeatable = [];
    this.#shown = { stats: [] };
    for (const [at, { expr, alias, title }] of items.entries()) {
      const slot = slots[at]!;
      const name = alias ?? (expr.type === "field" ? expr.name : undefined);
      if (name !== undefined) named.set(name, slot);
      if (name === undefined) this.#repeatable.push({ expr, slot });
      this.#shown.stats!.push({ title, slot });
    }
    this.#scope.restart(named);
    this.#ordered = false;
  }
}

function hyphenatedNames(commands: readonly Command[]): string[] {
  const all = commands.flatMap((command) => expressionsOf(command).flatMap((expr) => [...within(expr)]));
  return [...new Set(all.flatMap((expr) => hyphenatedName(expr) ?? []))];
}
