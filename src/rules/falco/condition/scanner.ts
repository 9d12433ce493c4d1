import { ConditionError } from "./condition-error.ts";

/** Parentheses, transformers and macros within one another; more is no condition that anybody wrote. */
export const MAX_DEPTH = 250;

const BLANKS = /[ \t\b\n\r]+/y;

/** A place in the text that moves forward; tokens are the longest match at it. */
export class Scanner {
  readonly text: string;
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips blanks. @returns whether there were any */
  blanks(): boolean {
    return this.match(BLANKS) !== undefined;
  }

  /** The text that a sticky pattern matches here, behind which the place moves. */
  match(pattern: RegExp): string | undefined {
    const found = this.look(pattern);
    this.at += found?.length ?? 0;
    return found;
  }

  /** As `match`, but stays. */
  look(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  take(token: string): boolean {
    const here = this.text.startsWith(token, this.at);
    if (here) this.at += token.length;
    return here;
  }

  /** Reads something that can hold its like. @throws ConditionError beyond `MAX_DEPTH` */
  nested<T>(read: () => T): T {
    if (this.#depth === MAX_DEPTH) this.fail(`nested more than ${MAX_DEPTH} levels deep`, { hint: "use macros" });
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** @throws ConditionError always: at `from`, else here */
  fail(
    message: string,
    { from = this.at, to = from, hint }: { from?: number; to?: number; hint?: string } = {},
  ): never {
    const problem = { message, from, to: Math.max(to, Math.min(from + 1, this.text.length)) };
    throw new ConditionError([hint === undefined ? problem : { ...problem, hint }]);
  }

  /** @throws ConditionError that says what stands here in place of what was expected */
  expected(what: string, hint?: string): never {
    const word = this.look(/[^\s()"'=,[\]]+|\S/y) ?? "";
    return this.fail(`expected ${what}, found ${this.#found(word)}`, { to: this.at + word.length, hint });
  }

  #found(word: string): string {
    if (word !== "") return `\`${word.slice(0, 40)}\``;
    const code = this.text.codePointAt(this.at);
    return code === undefined ? "the end" : `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  }
}
