import type { Arithmetic, Expr } from "./ast.ts";
import type { Nesting } from "./nesting.ts";
import type { PrimaryParser } from "./primary.ts";
import type { Tokens } from "./tokens.ts";

/** Reads sums, products and powers: `+ -` bind weakest, then `* / %`, then `^`, then the sign. */
export class ArithmeticParser {
  readonly #tokens: Tokens;
  readonly #nesting: Nesting;
  readonly #primary: PrimaryParser;

  constructor(tokens: Tokens, nesting: Nesting, primary: PrimaryParser) {
    this.#tokens = tokens;
    this.#nesting = nesting;
    this.#primary = primary;
  }

  /** @throws QueryError */
  sum(): Expr {
    return this.#arithmetic(["+", "-"], () => this.#product());
  }

  #product(): Expr {
    return this.#arithmetic(["*", "/", "%"], () => this.#power());
  }

  #arithmetic(operators: readonly Arithmetic[], operand: () => Expr): Expr {
    const signs: ReadonlySet<string> = new Set(operators);
    return this.#nesting.chain(operand, (left) => {
      const operator = this.#tokens.signOf(signs) as Arithmetic | undefined;
      if (!operator) return undefined;
      const right = operand();
      return { type: "arithmetic", operator, left, right, ...this.#tokens.span(left.from) };
    });
  }

  #power(): Expr {
    const left = this.#unary();
    if (!this.#tokens.sign("^")) return left;
    const right = this.#nesting.deeper(() => this.#power());
    return { type: "arithmetic", operator: "^", left, right, ...this.#tokens.span(left.from) };
  }

  #unary(): Expr {
    const { from } = this.#tokens.next;
    if (!this.#tokens.sign("-")) return this.#primary.primary();
    const operand = this.#nesting.deeper(() => this.#unary());
    return { type: "negative", operand, ...this.#tokens.span(from) };
  }
}
