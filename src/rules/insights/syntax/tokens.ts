import type { Span } from "./ast.ts";
import { Lexer } from "./lexer.ts";
import type { Token } from "./lexer.ts";
import { syntaxError } from "./error.ts";
import type { QueryError } from "./error.ts";
import { RESERVED } from "./names.ts";

/** What a parser asks of its tokens, again and again. */
export class Tokens extends Lexer {
  isSign(text: string): boolean {
    return this.next.type === "sign" && this.next.text === text;
  }

  /** Takes the next token if it is that sign. */
  sign(text: string): boolean {
    const isNext = this.isSign(text);
    if (isNext) this.take();
    return isNext;
  }

  /** Takes the next token if it is one of some signs, and gives it. */
  signOf(signs: ReadonlySet<string>): string | undefined {
    const { next } = this;
    if (next.type !== "sign" || !signs.has(next.text)) return undefined;
    this.take();
    return next.text;
  }

  /** From a place to the token taken last. */
  span(from: number): Span {
    return { from, to: this.end };
  }

  /** Takes the next token if it is that word of the language, whatever its case. */
  keyword(word: string): boolean {
    const isNext = this.isKeyword(word);
    if (isNext) this.take();
    return isNext;
  }

  isKeyword(word: string): boolean {
    return this.next.type === "word" && !this.next.quoted && this.next.text.toLowerCase() === word;
  }

  /** @throws QueryError */
  expectSign(text: string, where: string): void {
    if (!this.sign(text)) throw this.unexpected(`${text} ${where}`);
  }

  /** The name of a field or alias. @throws QueryError */
  name(what: string): { name: string; offset: number } {
    const { next } = this;
    if (next.type !== "word") throw this.unexpected(what);
    if (!next.quoted && RESERVED.has(next.text.toLowerCase())) throw reserved(next.text, next.from);
    this.take();
    return { name: next.text, offset: next.from };
  }

  /** `a, b, c`. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.sign(",")) items.push(item());
    return items;
  }

  unexpected(expected: string): QueryError {
    return syntaxError(`expected ${expected}, found ${found(this.next, this.text)}`, this.next.from);
  }
}

/** A word of the language where a field was meant. */
export function reserved(word: string, offset: number): QueryError {
  return syntaxError(`${word} is a word of the language`, offset, `a field of that name is written \`${word}\``);
}

function found(token: Token, text: string): string {
  return token.type === "end" ? "the end of the query" : text.slice(token.from, Math.min(token.to, token.from + 40));
}
