/** Escapes that may stand for a letter, digit or underscore of a key. */
const ESCAPED_WORD = /\\u00[3-7]/;

/**
 * A number as the record spells it, found by its key and value alone, which is much faster than following its path.
 * @param text  JSON in which an object has this key, with this number
 * @returns undefined where the text spells numbers of this key and value in several ways, or may spell the key in another
 */
export function numberByKey(text: string, key: string, value: number): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(key) || (text.includes("\\u00") && ESCAPED_WORD.test(text))) return undefined;
  // Searched without the quote before it: engines jump from one first character to the next, and quotes are many.
  const end = `${key}"`;
  let found: string | undefined;
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, at + end.length)) {
    if (text[at - 1] !== '"') continue;
    NUMBER.lastIndex = at + end.length;
    const number = NUMBER.exec(text)?.[1];
    if (number === undefined || Number(number) !== value) continue;
    if (found !== undefined && found !== number) return undefined;
    found = number;
  }
  return found;
}

const NUMBER = /[ \t\r\n]*:[ \t\r\n]*(-?\d[\d.eE+-]*)/y;
