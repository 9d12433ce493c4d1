import { aggregateNamed } from "../aggregates/index.ts";
import { functionNamed } from "../functions/index.ts";
import { checkArguments, unknownFunction } from "./arguments.ts";
import type { Expr, ExprOf } from "./ast.ts";
import { syntaxError } from "./error.ts";
import { RESERVED } from "./names.ts";
import { reserved } from "./tokens.ts";
import type { Tokens } from "./tokens.ts";

/** Reads what expressions are made of: fields, values, calls, and expressions in parentheses. */
export class PrimaryParser {
  readonly #tokens: Tokens;
  readonly #expression: () => Expr;

  constructor(tokens: Tokens, expression: () => Expr) {
    this.#tokens = tokens;
    this.#expression = expression;
  }

  /** @throws QueryError */
  primary(): Expr {
    const token = this.#tokens.next;
    const { from, to } = token;
    if (token.type === "word") return this.#word(token.text, token.quoted, from);
    if (this.#tokens.sign("(")) {
      const inner = this.#expression();
      this.#tokens.expectSign(")", "at the end of the expression");
      return { ...inner, from, to: this.#tokens.end };
    }
    if (token.type === "string") return this.#taken({ type: "literal", value: token.text, from, to });
    if (token.type === "number") return this.#taken({ type: "literal", value: token.value, from, to });
    if (token.type === "period") {
      throw syntaxError(`a period (${token.period.text}) only stands in bin, datefloor and dateceil`, from);
    }
    throw this.#tokens.unexpected("a field, a value or a function");
  }

  #taken(expr: Expr): Expr {
    this.#tokens.take();
    return expr;
  }

  #word(text: string, quoted: boolean, from: number): Expr {
    const word = text.toLowerCase();
    if (!quoted && (word === "true" || word === "false")) {
      this.#tokens.take();
      return { type: "literal", value: word === "true", ...this.#tokens.span(from) };
    }
    if (!quoted && RESERVED.has(word)) throw reserved(text, from);
    this.#tokens.take();
    if (!quoted && this.#tokens.sign("(")) return this.#call(text, from);
    return { type: "field", name: text, ...this.#tokens.span(from) };
  }

  #call(written: string, from: number): Expr {
    const definition = functionNamed(written) ?? aggregateNamed(written);
    if (!definition) throw unknownFunction(written, from);
    const { name } = definition;
    const period = "arity" in definition ? definition.period : undefined;
    const star = this.#tokens.sign("*");
    const args: Expr[] = [];
    if (!star && !this.#tokens.isSign(")")) {
      do args.push(args.length === period ? this.#period(name) : this.#expression());
      while (this.#tokens.sign(","));
    }
    this.#tokens.expectSign(")", `after the arguments of ${name}`);
    const call: ExprOf<"call"> = { type: "call", name, args, star, ...this.#tokens.span(from) };
    checkArguments(call);
    return call;
  }

  #period(name: string): Expr {
    const token = this.#tokens.next;
    if (token.type !== "period") throw this.#tokens.unexpected(`a period like 5m or 1h in ${name}()`);
    return this.#taken({ type: "period", period: token.period, from: token.from, to: token.to });
  }
}
