import { aggregateNamed } from "../aggregates/index.ts";
import { functionNamed } from "../functions/index.ts";
import { searchRegex } from "../values/search-regex.ts";
import { checkArguments, unknownFunction } from "./arguments.ts";
import type { Arithmetic, Comparison, Expr, ExprOf, Regex, Text } from "./ast.ts";
import { outOfScope, syntaxError } from "./error.ts";
import { COMMANDS, RESERVED } from "./names.ts";
import { reserved } from "./tokens.ts";
import type { Tokens } from "./tokens.ts";

/** Expressions within expressions; deeper ones nobody writes, and they would exhaust the stack. */
const DEEPEST = 200;

const COMPARISONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

/** Reads expressions: `or` binds weakest, then `and`, `not`, comparisons, `+ -`, `* / %`, `^`. */
export class ExpressionParser {
  readonly #tokens: Tokens;
  #depth = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** @throws QueryError */
  expression(): Expr {
    return this.#deeper(() => this.#logic("or", () => this.#logic("and", () => this.#not())));
  }

  #deeper<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw syntaxError("this expression is nested too deeply", this.#tokens.next.from);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #logic(operator: "and" | "or", operand: () => Expr): Expr {
    const first = operand();
    const parts = [first];
    while (this.#tokens.keyword(operator)) parts.push(operand());
    return parts.length === 1 ? first : { type: "logic", operator, parts, ...this.#span(first.from) };
  }

  #not(): Expr {
    const { from } = this.#tokens.next;
    if (!this.#tokens.keyword("not")) return this.#comparison();
    const operand = this.#deeper(() => this.#not());
    return { type: "not", operand, ...this.#span(from) };
  }

  #comparison(): Expr {
    return this.#chain(
      () => this.#sum(),
      (left) => {
        const operator = this.#signOf(COMPARISONS) as Comparison | undefined;
        if (operator) {
          const right = this.#sum();
          return { type: "comparison", operator, left, right, ...this.#span(left.from) };
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
    return { type: "like", negated, operand, pattern, ...this.#span(operand.from) };
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
    const list = this.#tokens.sign("]") ? [] : this.#tokens.list(() => this.#sum());
    if (list.length > 0) this.#tokens.expectSign("]", "at the end of the list");
    return { type: "in", negated, operand, list, ...this.#span(operand.from) };
  }

  #sum(): Expr {
    return this.#arithmetic(["+", "-"], () => this.#product());
  }

  #product(): Expr {
    return this.#arithmetic(["*", "/", "%"], () => this.#power());
  }

  #arithmetic(operators: readonly Arithmetic[], operand: () => Expr): Expr {
    const signs: ReadonlySet<string> = new Set(operators);
    return this.#chain(operand, (left) => {
      const operator = this.#signOf(signs) as Arithmetic | undefined;
      if (!operator) return undefined;
      const right = operand();
      return { type: "arithmetic", operator, left, right, ...this.#span(left.from) };
    });
  }

  /** Operators of one strength from left to right; each makes the expression one deeper. */
  #chain(first: () => Expr, next: (left: Expr) => Expr | undefined): Expr {
    const depth = this.#depth;
    let left = first();
    for (let longer = next(left); longer; longer = next(left)) {
      left = longer;
      if (++this.#depth >= DEEPEST) throw syntaxError("this expression is too long", left.from);
    }
    this.#depth = depth;
    return left;
  }

  #power(): Expr {
    const left = this.#unary();
    if (!this.#tokens.sign("^")) return left;
    const right = this.#deeper(() => this.#power());
    return { type: "arithmetic", operator: "^", left, right, ...this.#span(left.from) };
  }

  #unary(): Expr {
    const { from } = this.#tokens.next;
    if (!this.#tokens.sign("-")) return this.#primary();
    const operand = this.#deeper(() => this.#unary());
    return { type: "negative", operand, ...this.#span(from) };
  }

  #primary(): Expr {
    const token = this.#tokens.next;
    const { from, to } = token;
    if (token.type === "word") return this.#word(token.text, token.quoted, from);
    if (this.#tokens.sign("(")) {
      const inner = this.expression();
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
      return { type: "literal", value: word === "true", ...this.#span(from) };
    }
    if (!quoted && RESERVED.has(word)) throw reserved(text, from);
    this.#tokens.take();
    if (!quoted && this.#tokens.sign("(")) return this.#call(text, from);
    return { type: "field", name: text, ...this.#span(from) };
  }

  #call(written: string, from: number): Expr {
    const definition = functionNamed(written) ?? aggregateNamed(written);
    if (!definition) throw unknownFunction(written, from);
    const { name } = definition;
    const period = "arity" in definition ? definition.period : undefined;
    const star = this.#tokens.sign("*");
    const args: Expr[] = [];
    if (!star && !this.#isSign(")")) {
      do args.push(args.length === period ? this.#period(name) : this.expression());
      while (this.#tokens.sign(","));
    }
    this.#tokens.expectSign(")", `after the arguments of ${name}`);
    const call: ExprOf<"call"> = { type: "call", name, args, star, ...this.#span(from) };
    checkArguments(call);
    return call;
  }

  #period(name: string): Expr {
    const token = this.#tokens.next;
    if (token.type !== "period") throw this.#tokens.unexpected(`a period like 5m or 1h in ${name}()`);
    return this.#taken({ type: "period", period: token.period, from: token.from, to: token.to });
  }

  #isSign(text: string): boolean {
    const { next } = this.#tokens;
    return next.type === "sign" && next.text === text;
  }

  #signOf(signs: ReadonlySet<string>): string | undefined {
    const { next } = this.#tokens;
    if (next.type !== "sign" || !signs.has(next.text)) return undefined;
    this.#tokens.take();
    return next.text;
  }

  #span(from: number): { from: number; to: number } {
    return { from, to: this.#tokens.end };
  }
}
