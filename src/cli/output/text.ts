// C0, DEL, C1, bidirectional marks and overrides, line and paragraph separators, byte order mark, tag characters and
// lone surrogates: what can move a cursor, hide text or reorder it.
const HOSTILE =
  // oxlint-disable-next-line no-control-regex -- they are what it is about
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
const NAMED: { [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u001b": "\\e" };

/** Makes text from events safe to print: one line, and nothing in it that a terminal or a reader obeys. */
export function clean(text: string): string {
  return text.replaceAll(HOSTILE, (character) => NAMED[character] ?? escaped(character.codePointAt(0)!));
}

function escaped(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** JSON whose strings hold no character that a terminal obeys; parses back to the same value. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(/[^\n\u0020-\u007e]/gu, (character) =>
    HOSTILE_ONE.test(character) ? [...units(character)].join("") : character,
  );
}

const HOSTILE_ONE = new RegExp(HOSTILE.source, "u");

function* units(character: string): Generator<string> {
  for (let at = 0; at < character.length; at++) yield `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that a text takes on a terminal: East Asian wide characters and emoji two, combining marks none. */
export function width(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

function columnsOf(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Fills up with spaces on the right. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** Shortens to so many columns; the last one is an ellipsis where something is missing. */
export function cut(text: string, columns: number): string {
  return width(text) <= columns ? text : `${head(text, columns - 1)}…`;
}

/** The same from the other side: of a path the end tells more. */
export function cutStart(text: string, columns: number): string {
  let end = text;
  while (width(end) >= columns && end !== text.slice(-1)) end = end.slice(end.codePointAt(0)! > 0xffff ? 2 : 1);
  return width(text) <= columns ? text : `…${end}`;
}

/** The beginning of a text that fits; at least one character, so that callers get on. */
function head(text: string, columns: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Breaks at spaces into lines of so many columns; a word that is longer is broken inside. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (width(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    for (let piece = head(line, columns); piece.length < line.length; piece = head(line, columns)) {
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  return [...lines, line];
}
