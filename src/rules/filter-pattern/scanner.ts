import { PatternError } from "./pattern-error.ts";

/** A place in a pattern that moves forward. */
export class Scanner {
  readonly text: string;
  at = 0;
  /** Regexes taken so far. */
  regexes = 0;
  readonly extensions: Set<string> = new Set();

  constructor(text: string) {
    this.text = text;
  }

  get isDone(): boolean {
    return this.at >= this.text.length;
  }

  /** @returns whether there were any */
  skipBlanks(): boolean {
    return this.match(/[ \t\r\n]+/y) !== undefined;
  }

  next(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  take(token: string): boolean {
    const is = this.next(token);
    if (is) this.at += token.length;
    return is;
  }

  /** @param sticky  a regex with the flag `y` */
  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** What comes next, for a message. */
  seen(): string {
    if (this.isDone) return "the end of the pattern";
    const word = /[A-Za-z0-9_.$-]+|[\s\S]/uy;
    word.lastIndex = this.at;
    return `\`${word.exec(this.text)?.[0].slice(0, 40) ?? ""}\``;
  }

  fail(message: string, hint?: string, offset = this.at): never {
    throw new PatternError(message, offset, hint);
  }
}
