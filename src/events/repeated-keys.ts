const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether an object anywhere in a JSON text names a member twice; JSON.parse keeps the last and does not say so.
 * @param text  JSON that parses
 */
export function hasRepeatedKey(text: string): boolean {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) open.push(new Set());
    else if (code === 0x7d) open.pop();
    else if (code === QUOTE) {
      const close = closingQuote(text, at + 1);
      if (isKey(text, close + 1) && !addKey(open.at(-1)!, text.slice(at + 1, close))) return true;
      at = close;
    }
  }
  return false;
}

function closingQuote(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text[at] === ":";
}

/** False where the key is there already; escapes may write one key in two ways. */
function addKey(keys: Set<string>, written: string): boolean {
  const key = written.includes("\\") ? (JSON.parse(`"${written}"`) as string) : written;
  if (keys.has(key)) return false;
  keys.add(key);
  return true;
}
