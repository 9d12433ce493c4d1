/** Words of a line; what stands in `"…"` or `[…]` is one word, without them. */
export interface Token {
  value: string;
  /** Where it begins, its quote or bracket included. */
  from: number;
}

const CLOSING: { [opening: string]: string } = { '"': '"', "[": "]" };

/** @param most  so many at most are read */
export function tokensOf(line: string, most = Infinity): Token[] {
  const tokens: Token[] = [];
  /** Closing signs that do not come again. */
  const missing = new Set<string>();
  let at = afterBlanks(line, 0);
  while (at < line.length && tokens.length < most) {
    const closing = CLOSING[line[at]!];
    const end = closing === undefined || missing.has(closing) ? -1 : line.indexOf(closing, at + 1);
    if (end === -1) {
      if (closing !== undefined) missing.add(closing);
      const value = wordAt(line, at);
      tokens.push({ value, from: at });
      at = afterBlanks(line, at + value.length);
    } else {
      tokens.push({ value: line.slice(at + 1, end), from: at });
      at = afterBlanks(line, end + 1);
    }
  }
  return tokens;
}

function wordAt(line: string, at: number): string {
  const word = /\S+/y;
  word.lastIndex = at;
  return word.exec(line)?.[0] ?? "";
}

function afterBlanks(line: string, from: number): number {
  const blanks = /\s*/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(line)?.[0].length ?? 0);
}
