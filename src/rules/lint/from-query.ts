import type { Command, Expr, Item } from "../insights/syntax/ast.ts";
import { within } from "../insights/syntax/ast.ts";
import { joined, opposite } from "./condition.ts";
import type { Asked, Claim, Test } from "./condition.ts";

/** What a query asks of records, and which of their fields it shows. */
export interface AskedByQuery {
  asked: Asked;
  shown: Claim[];
}

/** Reads the commands before the first `stats`; what comes after is about its rows, not about records. */
export function askedByQuery(commands: readonly Command[], text: string): AskedByQuery {
  const reading = new Reading(text);
  for (const command of commands) {
    reading.take(command);
    if (command.command === "stats") break;
  }
  return { asked: { kind: "and", parts: reading.filters }, shown: reading.shown };
}

class Reading {
  readonly filters: Asked[] = [];
  readonly shown: Claim[] = [];
  readonly #text: string;
  /** Names that the query gave itself. */
  readonly #own = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  take(command: Command): void {
    if (command.command === "filter") this.filters.push(this.#ask(command.condition));
    if (command.command === "fields" || command.command === "display") this.#show(command.items);
    if (command.command === "stats") this.#show([...command.aggregates, ...command.by]);
    if (command.command === "parse") for (const alias of command.pattern.aliases) this.#own.add(alias);
  }

  #show(items: readonly Item[]): void {
    for (const { expr } of items) {
      for (const part of within(expr))
        if (part.type === "field") this.shown.push(this.#claim(part, part, { is: "other" }));
    }
    for (const { alias } of items) if (alias !== undefined) this.#own.add(alias);
  }

  #ask(expr: Expr): Asked {
    switch (expr.type) {
      case "logic":
        return joined(
          expr.operator,
          expr.parts.map((part) => this.#ask(part)),
        );
      case "not":
        return opposite(this.#ask(expr.operand));
      case "comparison":
        return this.#comparison(expr);
      case "in":
        return this.#in(expr);
      case "like":
        return this.#like(expr);
      case "call":
        return this.#call(expr);
      default:
        return this.#claim(expr, expr, { is: "other" });
    }
  }

  #comparison(expr: Extract<Expr, { type: "comparison" }>): Claim {
    const [field, value] = expr.left.type === "literal" ? [expr.right, expr.left] : [expr.left, expr.right];
    const isEquality = expr.operator === "=" || expr.operator === "!=";
    const text = isEquality ? literalText(value) : undefined;
    const claim = this.#claim(expr, field, text === undefined ? { is: "other" } : { is: "one-of", values: [text] });
    const negation = expr.operator === "!=" ? ({ negated: true, needsValue: true } as const) : {};
    const name =
      value.type === "literal" && typeof value.value === "string" ? this.#subtracted(field, value.value) : undefined;
    return { ...claim, ...negation, ...(name === undefined ? {} : { subtracted: name }) };
  }

  /** A difference of two fields is no number that is written as this text. */
  #subtracted(expr: Expr, text: string): string | undefined {
    if (expr.type !== "arithmetic" || expr.operator !== "-" || Number.isFinite(Number(text))) return undefined;
    const names = [...within(expr)].filter((part) => part !== expr && part.type !== "arithmetic");
    return names.every(({ type }) => type === "field") ? this.#text.slice(expr.from, expr.to) : undefined;
  }

  #in(expr: Extract<Expr, { type: "in" }>): Claim {
    const values = expr.list.map(literalText).filter((value) => value !== undefined);
    const test: Test = values.length === expr.list.length ? { is: "one-of", values } : { is: "other" };
    const claim = this.#claim(expr, expr.operand, test);
    return expr.negated ? { ...claim, negated: true, needsValue: true } : claim;
  }

  #like(expr: Extract<Expr, { type: "like" }>): Claim {
    const test: Test = "text" in expr.pattern ? { is: "has", texts: [expr.pattern.text] } : { is: "other" };
    const claim = this.#claim(expr, expr.operand, test);
    return expr.negated ? { ...claim, negated: true, needsValue: true } : claim;
  }

  #call(expr: Extract<Expr, { type: "call" }>): Claim {
    const [first] = expr.args;
    if (expr.name.toLowerCase() !== "ispresent" || !first) return this.#claim(expr, expr, { is: "other" });
    return this.#claim(expr, first, { is: "exists" });
  }

  #claim({ from, to }: Expr, field: Expr, test: Test): Claim {
    const name = this.#text.slice(field.from, field.to);
    const path =
      field.type === "field" && !this.#own.has(field.name) && !field.name.startsWith("@") ? field.name : undefined;
    return { kind: "claim", field: name, path, negated: false, test, text: this.#text.slice(from, to), from, to };
  }
}

function literalText(expr: Expr): string | undefined {
  if (expr.type === "literal") return String(expr.value);
  return expr.type === "negative" && expr.operand.type === "literal" ? `-${String(expr.operand.value)}` : undefined;
}
