/** Escapes that may stand for a letter, digit or underscore of a key. */
const ESCAPED_WORD = /\\u00[3-7]/;

/**
 * A number as the record spells it, found by its key alone: for keys that the text holds only once, which is much
 * faster than following the path.
 * @param text  JSON in which an object has this key, with a number
 * @returns undefined where the key stands there more than once, or may be written in another way
 */
export function loneNumber(text: string, key: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(key)) return undefined;
  // Searched without the quote before it: engines jump from one first character to the next, and quotes are many.
  const end = `${key}"`;
  const at = text.indexOf(end);
  if (at === -1 || text[at - 1] !== '"' || text.indexOf(end, at + 1) !== -1) return undefined;
  if (text.includes("\\u00") && ESCAPED_WORD.test(text)) return undefined;
  VALUE.lastIndex = at + end.length;
  return VALUE.exec(text)?.[1];
}

const VALUE = /[ \t\r\n]*:[ \t\r\n]*(-?\d[\d.eE+-]*)/y;
