import type { LinearRegex } from "../../lib/regex.ts";

/** Where a part stands in the pattern's text. */
export interface Span {
  from: number;
  to: number;
}

export type Pattern =
  | { kind: "terms"; terms: readonly Term[] }
  | { kind: "json"; condition: JsonCondition }
  | { kind: "delimited"; fields: readonly Field[] };

export type Term = Span & {
  /** Plain terms must all occur, of optional ones (`?`) any, of excluded ones (`-`) none. */
  role: "plain" | "optional" | "excluded";
  what: Text | Regex;
};

export type Text = Span & { kind: "text"; value: string; quoted: boolean };
export type Regex = Span & { kind: "regex"; source: string; regex: LinearRegex };
/** `value` has the literal's spelling, so that it can be compared with a string too. */
export type NumberLiteral = Span & { kind: "number"; value: string };
export type Literal = Text | Regex | NumberLiteral;

export type Comparison = "=" | "!=" | "<" | ">" | "<=" | ">=";

export type Junction<C> = Span & { kind: "and" | "or"; parts: readonly Tree<C>[] };
/** Checks joined with `&&` and `||`. */
export type Tree<C> = Junction<C> | C;

type Check = Span & { kind: "check" };

/** Tells what is joined from a check. */
export function isJunction<C extends Check>(tree: Tree<C>): tree is Junction<C> {
  return tree.kind !== "check";
}

export type JsonCondition = Tree<JsonCheck>;

export type JsonCheck = Span & { kind: "check"; selector: Selector } & JsonTest;

export type JsonTest =
  | { test: "compare"; operator: Comparison; literal: Literal }
  | { test: "is"; what: null | true | false }
  | { test: "not-exists" };

/** A key, an index, or any element of an array. */
export type Step = string | number | typeof ANY;
export const ANY = Symbol("any element");

/** `$.objectRef.resource` */
export type Selector = Span & { text: string; steps: readonly Step[] };

/** `objectRef.resource`; undefined for a selector with indexes. */
export function memberOf({ steps }: Selector): string | undefined {
  return steps.every((step) => typeof step === "string") ? steps.join(".") : undefined;
}

/** A column of a space-delimited pattern. */
export type Field =
  | (Span & { kind: "rest" })
  | (Span & { kind: "column"; name: string | undefined; condition: Tree<TokenCheck> | undefined });

export type TokenCheck = Span & { kind: "check"; operator: Comparison; literal: Literal };
