import type { Expr } from "./ast.ts";
import { syntaxError } from "./error.ts";
import type { Tokens } from "./tokens.ts";

/** Expressions within expressions; deeper ones nobody writes, and they would exhaust the stack. */
const DEEPEST = 200;

/** How deep a parser is within an expression. */
export class Nesting {
  readonly #tokens: Tokens;
  #depth = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Reads something that lies one deeper. @throws QueryError where that is too deep */
  deeper<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw syntaxError("this expression is nested too deeply", this.#tokens.next.from);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Operators of one strength from left to right; each makes the expression one deeper. @throws QueryError */
  chain(first: () => Expr, next: (left: Expr) => Expr | undefined): Expr {
    const depth = this.#depth;
    let left = first();
    for (let longer = next(left); longer; longer = next(left)) {
      left = longer;
      if (++this.#depth >= DEEPEST) throw syntaxError("this expression is too long", left.from);
    }
    this.#depth = depth;
    return left;
  }
}
