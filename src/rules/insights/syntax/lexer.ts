import { isPeriodLength, unitOf, UNIT_NAMES } from "../values/period.ts";
import type { Period } from "../values/period.ts";
import { syntaxError } from "./error.ts";
import type { Span } from "./ast.ts";

export type Token = Span &
  (
    | { type: "word"; text: string; /** Written in backquotes: never a word of the language. */ quoted: boolean }
    | { type: "string"; text: string }
    | { type: "number"; value: number }
    | { type: "period"; period: Period }
    | { type: "sign"; text: string }
    | { type: "end" }
  );

const BLANKS = /(?:\s|#[^\n]*)*/y;
const WORD = /[@$_\p{L}][\p{L}\d_@$]*(?:\.[\p{L}\d_@$]+)*/uy;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\d_@$])/uy;
const PERIOD = /(\d+)(\p{L}+)(?![\p{L}\d_@$])/uy;
const SIGN = /=~|!=|<=|>=|[|,()[\]=<>+\-*/%^]/y;

/** What other languages write, and what stands for it here. */
const FOREIGN: readonly [written: string, hint: string][] = [
  ["==", "one = compares"],
  ["<>", "write != for not equal"],
  ["&&", "write and"],
  ["||", "write or"],
  ["!", "write not, or != to compare"],
];

/** Reads a query token by token, one ahead; a regular expression only where the parser says that one may stand. */
export class Lexer {
  readonly text: string;
  #next: Token;
  /** Behind the token that was taken last. */
  #end = 0;

  constructor(text: string) {
    this.text = text;
    this.#next = this.#read(0);
  }

  get next(): Token {
    return this.#next;
  }

  /** Where the token ended that was taken last. */
  get end(): number {
    return this.#end;
  }

  take(): Token {
    const token = this.#next;
    this.#end = token.to;
    if (token.type !== "end") this.#next = this.#read(token.to);
    return token;
  }

  /** Takes the regular expression whose slash is the next token. */
  takeRegex(): { source: string; offset: number } {
    const { from } = this.#next;
    let at = from + 1;
    while (at < this.text.length && this.text[at] !== "/") at += this.text[at] === "\\" ? 2 : 1;
    if (at >= this.text.length) throw syntaxError("this regular expression has no closing /", from);
    this.#end = at + 1;
    this.#next = this.#read(at + 1);
    return { source: this.text.slice(from + 1, at), offset: from };
  }

  #read(from: number): Token {
    const at = from + this.#match(BLANKS, from)![0].length;
    const char = this.text[at];
    if (char === undefined) return { type: "end", from: at, to: at };
    if (char === '"' || char === "'") return this.#string(at, char);
    if (char === "`") return this.#quoted(at);
    const word = this.#match(WORD, at);
    if (word) return { type: "word", text: word[0], quoted: false, from: at, to: at + word[0].length };
    return this.#number(at) ?? this.#sign(at);
  }

  #match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  #string(from: number, quote: string): Token {
    let text = "";
    for (let at = from + 1; at < this.text.length; at += 1) {
      const char = this.text[at]!;
      if (char === quote) return { type: "string", text, from, to: at + 1 };
      const escaped = char === "\\" && /["'\\]/.test(this.text[at + 1] ?? "");
      if (escaped) at += 1;
      text += escaped ? this.text[at]! : char;
    }
    throw syntaxError(`this text has no closing ${quote}`, from);
  }

  #quoted(from: number): Token {
    const close = this.text.indexOf("`", from + 1);
    if (close === -1) throw syntaxError("this field name has no closing backquote", from);
    if (close === from + 1) throw syntaxError("a field name cannot be empty", from);
    return { type: "word", text: this.text.slice(from + 1, close), quoted: true, from, to: close + 1 };
  }

  #number(from: number): Token | undefined {
    const period = this.#match(PERIOD, from);
    if (period) return this.#period(from, period as unknown as [string, string, string]);
    const number = this.#match(NUMBER, from);
    if (number) return { type: "number", value: Number(number[0]), from, to: from + number[0].length };
    if (/\d/.test(this.text[from]!)) {
      throw syntaxError("this is neither a number nor a period", from, "a field name of that form needs backquotes");
    }
    return undefined;
  }

  #period(from: number, [text, amount, name]: [string, string, string]): Token {
    const unit = unitOf(name);
    if (!unit) {
      const hint = `units are ${UNIT_NAMES.join(", ")}; a field name of that form needs backquotes`;
      throw syntaxError(`${name} is no unit of time`, from + amount.length, hint);
    }
    const count = Number(amount);
    if (!isPeriodLength(count, unit)) throw syntaxError(`a period cannot be ${text} long`, from);
    return { type: "period", period: { text, count, unit }, from, to: from + text.length };
  }

  #sign(from: number): Token {
    const foreign = FOREIGN.find(([written]) => this.text.startsWith(written, from));
    const sign = this.#match(SIGN, from);
    // `!=` begins like `!`; what is two signs of ours is never one of theirs.
    if (sign && (!foreign || sign[0].length >= foreign[0].length)) {
      if (foreign?.[0] !== sign[0]) return { type: "sign", text: sign[0], from, to: from + sign[0].length };
    }
    if (foreign) throw syntaxError(`${foreign[0]} is no operator of this language`, from, foreign[1]);
    const shown = String.fromCodePoint(this.text.codePointAt(from)!);
    throw syntaxError(`${JSON.stringify(shown)} cannot stand here`, from);
  }
}
