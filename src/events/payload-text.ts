/** Both alphabets, padding and line ends. */
export function isBase64(text: string): boolean {
  return !/[^A-Za-z0-9+/_=\s-]/.test(text) && text.trim() !== "";
}

/** Blanks and a byte order mark may come first. */
export function looksLikeJson(text: string): boolean {
  const first = text.trimStart()[0];
  return first === "{" || first === "[";
}
