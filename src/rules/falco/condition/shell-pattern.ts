import { asciiLower } from "./text-order.ts";

/** `any`: any characters; else whether one character fits. */
type Token = "any" | ((char: string) => boolean);

const CLASSES: { readonly [name: string]: RegExp } = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/**
 * A test for whole texts by a shell pattern: `*` (slashes and leading dots too), `?`, `[a-z]`, `[!a]`, `[^a]`,
 * `[[:digit:]]`, `\` before a character. Takes time in proportion to both lengths. Rule: fnmatch(3), without flags.
 */
export function shellPattern(pattern: string, ignoreCase = false): (text: string) => boolean {
  const tokens = tokensOf(ignoreCase ? asciiLower(pattern) : pattern);
  if (!tokens) return () => false;
  return (text) => fits(tokens, ignoreCase ? asciiLower(text) : text);
}

function fits(tokens: readonly Token[], text: string): boolean {
  let [at, here, star, resume] = [0, 0, -1, 0];
  while (here < text.length) {
    const token = tokens[at];
    const char = charAt(text, here);
    if (token === "any") {
      star = at++;
      resume = here;
    } else if (token?.(char)) {
      at += 1;
      here += char.length;
    } else if (star >= 0) {
      at = star + 1;
      resume += charAt(text, resume).length;
      here = resume;
    } else {
      return false;
    }
  }
  while (tokens[at] === "any") at += 1;
  return at === tokens.length;
}

function charAt(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 ? String.fromCodePoint(text.codePointAt(at)!) : text[at]!;
}

/** undefined where it ends in a lone backslash: such a pattern fits nothing. */
function tokensOf(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const lastClosing = pattern.lastIndexOf("]");
  for (let at = 0; at < pattern.length;) {
    const char = charAt(pattern, at);
    const bracket = char === "[" && at < lastClosing ? bracketAt(pattern, at) : undefined;
    if (bracket) tokens.push(bracket.fits);
    else if (char === "*") tokens.push("any");
    else if (char === "?") tokens.push(() => true);
    else if (char !== "\\") tokens.push((other) => other === char);
    else if (at + 1 === pattern.length) return undefined;
    else tokens.push(literal(charAt(pattern, at + 1)));
    at = bracket?.end ?? at + char.length + (char === "\\" ? charAt(pattern, at + 1).length : 0);
  }
  return tokens;
}

function literal(char: string): Token {
  return (other) => other === char;
}

/** What is longer is taken for a bracket that nobody closed: it keeps the search for the end short. */
const LONGEST_BRACKET = 200;

/** What stands between brackets; undefined where they are not closed and `[` means itself. */
function bracketAt(pattern: string, from: number): { fits: (char: string) => boolean; end: number } | undefined {
  const negated = pattern[from + 1] === "!" || pattern[from + 1] === "^";
  const first = from + (negated ? 2 : 1);
  const members: ((char: string) => boolean)[] = [];
  const limit = Math.min(pattern.length, from + LONGEST_BRACKET);
  let at = first;
  while (at < limit && (pattern[at] !== "]" || at === first)) {
    const name = /^\[:([a-z]+):\]/.exec(pattern.slice(at, at + 12))?.[1];
    if (name !== undefined && Object.hasOwn(CLASSES, name)) {
      const named = CLASSES[name]!;
      members.push((char) => named.test(char));
      at += name.length + 4;
      continue;
    }
    const low = memberAt(pattern, at);
    const isRange = pattern[low.end] === "-" && low.end + 1 < pattern.length && pattern[low.end + 1] !== "]";
    const high = isRange ? memberAt(pattern, low.end + 1) : low;
    members.push((char) => between(char, low.char, high.char));
    at = high.end;
  }
  if (at >= limit) return undefined;
  return { fits: (char) => members.some((member) => member(char)) !== negated, end: at + 1 };
}

function between(char: string, low: string, high: string): boolean {
  const code = char.codePointAt(0)!;
  return low.codePointAt(0)! <= code && code <= high.codePointAt(0)!;
}

function memberAt(pattern: string, at: number): { char: string; end: number } {
  const from = pattern[at] === "\\" && at + 1 < pattern.length ? at + 1 : at;
  const char = charAt(pattern, from);
  return { char, end: from + char.length };
}
