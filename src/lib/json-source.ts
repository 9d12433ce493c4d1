/**
 * The value at a path as the record spells it (`1.0` stays `1.0`), without surrounding blanks; of a repeated key the
 * last. Steps into arrays are decimal indexes. undefined where a step is missing.
 * @param text  JSON that JSON.parse accepts
 */
export function sourceAt(text: string, path: readonly string[]): string | undefined {
  let at = afterBlanks(text, 0);
  for (const step of path) {
    const next = text[at] === "{" ? memberAt(text, at, step) : text[at] === "[" ? elementAt(text, at, step) : undefined;
    if (next === undefined) return undefined;
    at = next;
  }
  return text.slice(at, endOfValue(text, at));
}

/**
 * JSON text without white space between its tokens; order of keys and spelling of numbers stay. Texts are escaped where
 * they must be and nowhere else: patches stand in audit events as their senders wrote them, who could hide words.
 */
export function compacted(source: string): string {
  const text = withoutBlanks(source);
  if (!/\\[u/]/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (written) =>
    written.includes("\\") ? JSON.stringify(JSON.parse(written)) : written,
  );
}

function withoutBlanks(source: string): string {
  let [out, from] = ["", 0];
  for (let at = 0; at < source.length;) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(source, at);
      continue;
    }
    if (isBlank(code)) {
      out += source.slice(from, at);
      from = at + 1;
    }
    at += 1;
  }
  return from === 0 ? source : out + source.slice(from);
}

/** The elements of a JSON array as it spells them, in one pass; none where the text is no array. */
export function elementSources(array: string): string[] {
  const found: string[] = [];
  const start = afterBlanks(array, 0);
  if (array[start] !== "[") return found;
  for (let at = afterBlanks(array, start + 1); at < array.length && array[at] !== "]";) {
    const end = endOfValue(array, at);
    found.push(array.slice(at, end));
    at = afterComma(array, end);
  }
  return found;
}

/** JSON text laid out like `JSON.stringify(value, null, 2)`; order of keys and spelling of numbers stay. */
export function indented(source: string): string {
  const text = compacted(source);
  let [out, depth] = ["", 0];
  const line = () => `\n${"  ".repeat(depth)}`;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"') {
      const end = endOfString(text, at);
      out += text.slice(at, end);
      at = end - 1;
    } else if ((char === "{" && text[at + 1] === "}") || (char === "[" && text[at + 1] === "]")) {
      out += char + text[at + 1]!;
      at += 1;
    } else if (char === "{" || char === "[") {
      depth += 1;
      out += char + line();
    } else if (char === "}" || char === "]") {
      depth = Math.max(0, depth - 1);
      out += line() + char;
    } else if (char === ",") out += char + line();
    else out += char === ":" ? ": " : char;
  }
  return out;
}

function memberAt(text: string, object: number, key: string): number | undefined {
  let found: number | undefined;
  for (let at = afterBlanks(text, object + 1); text[at] === '"';) {
    const keyEnd = endOfString(text, at);
    const value = afterBlanks(text, afterBlanks(text, keyEnd) + 1);
    if (isKey(text, at, keyEnd, key)) found = value;
    at = afterComma(text, endOfValue(text, value));
  }
  return found;
}

function elementAt(text: string, array: number, index: string): number | undefined {
  if (!/^(0|[1-9]\d{0,8})$/.test(index)) return undefined;
  let left = Number(index);
  for (let at = afterBlanks(text, array + 1); at < text.length && text[at] !== "]"; left -= 1) {
    if (left === 0) return at;
    at = afterComma(text, endOfValue(text, at));
  }
  return undefined;
}

function isKey(text: string, from: number, to: number, key: string): boolean {
  if (to - from - 2 === key.length && text.startsWith(key, from + 1)) return !key.includes("\\");
  const written = text.slice(from, to);
  return written.includes("\\") && JSON.parse(written) === key;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
/** Of braces and brackets alike, which differ in this bit. */
const [EITHER, OPENING, CLOSING] = [0x20, 0x7b, 0x7d];

function endOfValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return endOfString(text, from);
  return (first | EITHER) === OPENING ? endOfContainer(text, from) : endOfScalar(text, from);
}

function endOfContainer(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    at += 1;
    if ((code | EITHER) === OPENING) depth += 1;
    else if ((code | EITHER) === CLOSING && (depth -= 1) === 0) return at;
  }
  return text.length;
}

function endOfScalar(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || (code | EITHER) === CLOSING || isBlank(code)) return at;
  }
  return text.length;
}

/**
 * Strings of records are short: a step a character takes less than asking the engine for the next quote.
 * @param from  at the opening quote @returns behind the closing one
 */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

function afterComma(text: string, at: number): number {
  const next = afterBlanks(text, at);
  return text[next] === "," ? afterBlanks(text, next + 1) : next;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
