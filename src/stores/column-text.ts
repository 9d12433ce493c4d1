const UNSAFE = /[%\0]|\p{Cs}/gu;

/**
 * Text as a key column takes it, one to one: SQLite's drivers cut a text at NUL, PostgreSQL refuses it, and half a
 * surrogate pair would be replaced; such characters are written as `%` and four hex digits.
 */
export function columnText(text: string): string {
  return text.replace(UNSAFE, (character) => `%${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The inverse of `columnText`. */
export function fromColumnText(text: string): string {
  return text.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
