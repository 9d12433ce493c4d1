import type { Row } from "../run/row.ts";
import type { CommandOf, Expr } from "../syntax/ast.ts";
import { searchRegex } from "../values/search-regex.ts";
import { negates } from "./condition.ts";
import type { Condition } from "./condition.ts";
import { condition, valueOf } from "./expression.ts";
import type { Names } from "./expression.ts";
import { globParser } from "./parse-glob.ts";
import type { Scope } from "./scope.ts";

/** What a command does to one row, whatever the other rows are. */
export type Step =
  | { kind: "set"; set: (row: Row) => void }
  | {
      kind: "filter";
      passes: Condition;
      /** The same with negations of something missing taken for met, where there are any. */
      leniently?: Condition;
    };

/** `filter`. */
export function filterStep({ condition: expr }: CommandOf<"filter">, names: Names): Step {
  const passes = condition(expr, names);
  return { kind: "filter", passes, ...(negates(expr) && { leniently: condition(expr, names, "let-pass") }) };
}

/** Keeps the value of an expression in a slot of its own, known as `alias` from here on. */
export function setStep(expr: Expr, alias: string | undefined, names: Names): { step: Step; slot: number } {
  const value = valueOf(expr, names);
  const slot = alias === undefined ? names.scope.newSlot() : names.scope.define(alias);
  return { slot, step: { kind: "set", set: (row) => void (row.slots[slot] = value(row)) } };
}

/** `parse`: what does not match leaves its names absent. */
export function parseStep({ field = "@message", pattern }: CommandOf<"parse">, scope: Scope): Step {
  const text = scope.text(field);
  const parse = "glob" in pattern ? globParser(pattern.glob) : searchRegex(pattern.regex).groups;
  const slots = pattern.aliases.map((alias) => scope.define(alias));
  const set = (row: Row) => {
    const source = text(row);
    const found = source === null ? undefined : parse(source);
    for (const [at, slot] of slots.entries()) row.slots[slot] = found?.[at] ?? null;
  };
  return { kind: "set", set };
}
