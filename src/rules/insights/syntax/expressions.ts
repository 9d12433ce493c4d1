import { searchRegex } from "../values/search-regex.ts";
import { ArithmeticParser } from "./arithmetic.ts";
import type { Comparison, Expr, Regex, Text } from "./ast.ts";
import { outOfScope, syntaxError } from "./error.ts";
import { COMMANDS } from "./names.ts";
import { Nesting } from "./nesting.ts";
import { PrimaryParser } from "./primary.ts";
import type { Tokens } from "./tokens.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

/** Reads expressions: `or` binds weakest, then `and`, `not`, comparisons, `+ -`, `* / %`, `^`. */
export class ExpressionParser {
  readonly #tokens: Tokens;
  readonly #nesting: Nesting;
  readonly #arithmetic: ArithmeticParser;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#nesting = new Nesting(tokens);
    const primary = new PrimaryParser(tokens, () => this.expression());
    this.#arithmetic = new ArithmeticParser(tokens, this.#nesting, primary);
  }

  /** @throws QueryError */
  expression(): Expr {
    return this.#nesting.deeper(() => this.#logic("or", () => this.#logic("and", () => this.#not())));
  }

  #logic(operator: "and" | "or", operand: () => Expr): Expr {
    const first = operand();
    const parts = [first];
    while (this.#tokens.keyword(operator)) parts.push(operand());
    return parts.length === 1 ? first : { type: "logic", operator, parts, ...this.#tokens.span(first.from) };
  }

  #not(): Expr {
    const { from } = this.#tokens.next;
    if (!this.#tokens.keyword("not")) return this.#comparison();
    const operand = this.#nesting.deeper(() => this.#not());
    return { type: "not", operand, ...this.#tokens.span(from) };
  }

  #comparison(): Expr {
    return this.#nesting.chain(
      () => this.#arithmetic.sum(),
      (left) => {
        const operator = this.#tokens.signOf(COMPARISONS) as Comparison | undefined;
        if (operator) {
          const right = this.#arithmetic.sum();
          return { type: "comparison", operator, left, right, ...this.#tokens.span(left.from) };
        }
        if (this.#tokens.sign("=~")) return this.#like(left, false, this.#regex("after =~"));
        return this.#words(left);
      },
    );
  }

  /** `like`, `in`, and both with `not` before. */
  #words(left: Expr): Expr | undefined {
    const negated = this.#tokens.keyword("not");
    if (this.#tokens.keyword("like")) return this.#like(left, negated, this.#pattern());
    if (this.#tokens.keyword("in")) return this.#in(left, negated);
    if (negated) throw this.#tokens.unexpected("like or in after not");
    return undefined;
  }

  #like(operand: Expr, negated: boolean, pattern: Text | Regex): Expr {
    return { type: "like", negated, operand, pattern, ...this.#tokens.span(operand.from) };
  }

  #pattern(): Text | Regex {
    const { next } = this.#tokens;
    if (next.type !== "string") return this.#regex("or a text in quotes after like");
    this.#tokens.take();
    return { text: next.text };
  }

  #regex(where: string): Regex {
    const { next } = this.#tokens;
    if (next.type !== "sign" || next.text !== "/") throw this.#tokens.unexpected(`a regular expression /…/ ${where}`);
    const regex = this.#tokens.takeRegex();
    searchRegex(regex);
    return regex;
  }

  #in(operand: Expr, negated: boolean): Expr {
    const { from } = this.#tokens.next;
    if (this.#tokens.sign("(")) {
      const isQuery = COMMANDS.some((name) => this.#tokens.isKeyword(name)) || this.#tokens.isKeyword("source");
      if (isQuery) throw outOfScope("subquery", "sub-queries are not evaluated here", from);
      throw syntaxError("a list stands in square brackets", from, 'write in ["a", "b"]');
    }
    this.#tokens.expectSign("[", "after in");
    const list = this.#tokens.sign("]") ? [] : this.#tokens.list(() => this.#arithmetic.sum());
    if (list.length > 0) this.#tokens.expectSign("]", "at the end of the list");
    return { type: "in", negated, operand, list, ...this.#tokens.span(operand.from) };
  }
}
