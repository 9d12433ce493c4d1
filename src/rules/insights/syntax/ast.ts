import type { Period } from "../values/period.ts";

/** Where something stands in the query: 0-based, the end is behind its last character. */
export interface Span {
  from: number;
  to: number;
}

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "^";

export type Expr = Span &
  (
    | { type: "literal"; value: string | number | boolean }
    | { type: "period"; period: Period }
    | { type: "field"; name: string }
    /** `name` is the canonical spelling of a function or aggregate; `star` stands for its only argument. */
    | { type: "call"; name: string; args: readonly Expr[]; star: boolean }
    | { type: "negative"; operand: Expr }
    | { type: "arithmetic"; operator: Arithmetic; left: Expr; right: Expr }
    | { type: "comparison"; operator: Comparison; left: Expr; right: Expr }
    | { type: "like"; negated: boolean; operand: Expr; pattern: Text | Regex }
    | { type: "in"; negated: boolean; operand: Expr; list: readonly Expr[] }
    | { type: "not"; operand: Expr }
    | { type: "logic"; operator: "and" | "or"; parts: readonly Expr[] }
  );

/** A piece of text that is searched for as it is. */
export interface Text {
  text: string;
}

/** As written between the slashes, `\/` included. */
export interface Regex {
  source: string;
  offset: number;
}

export type ExprOf<T extends Expr["type"]> = Extract<Expr, { type: T }>;

/** `expr as alias`; the title is the name of its column. */
export interface Item {
  expr: Expr;
  alias?: string;
  title: string;
}

export interface SortKey {
  expr: Expr;
  descending: boolean;
  /** Whether a direction was written. */
  directed: boolean;
}

export type Command = Span &
  (
    | { command: "fields"; items: readonly Item[] }
    | { command: "display"; items: readonly Item[] }
    | { command: "filter"; condition: Expr }
    | { command: "sort"; keys: readonly SortKey[] }
    | { command: "limit"; count: number; any: boolean }
    | { command: "stats"; aggregates: readonly Item[]; by: readonly Item[] }
    | { command: "parse"; field?: string; pattern: ParsePattern }
    | { command: "dedup"; fields: readonly { name: string; offset: number }[] }
  );

export type ParsePattern = { glob: string; aliases: readonly string[] } | { regex: Regex; aliases: readonly string[] };

export type CommandOf<C extends Command["command"]> = Extract<Command, { command: C }>;

/** The expressions directly within one. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case "literal":
    case "period":
    case "field":
      return [];
    case "call":
      return expr.args;
    case "negative":
    case "not":
    case "like":
      return [expr.operand];
    case "arithmetic":
    case "comparison":
      return [expr.left, expr.right];
    case "in":
      return [expr.operand, ...expr.list];
    default:
      return expr.parts;
  }
}

/** An expression and all within it, outermost first. */
export function* within(expr: Expr): Generator<Expr> {
  yield expr;
  for (const part of partsOf(expr)) yield* within(part);
}

/** The expressions of a command. */
export function expressionsOf(command: Command): readonly Expr[] {
  switch (command.command) {
    case "fields":
    case "display":
      return command.items.map(({ expr }) => expr);
    case "filter":
      return [command.condition];
    case "sort":
      return command.keys.map(({ expr }) => expr);
    case "stats":
      return [...command.aggregates, ...command.by].map(({ expr }) => expr);
    default:
      return [];
  }
}
