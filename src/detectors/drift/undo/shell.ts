/** Control, format and separator characters: they would break a line or hide what a command does. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const UNSEEN_ALL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const BARE = /^[A-Za-z0-9_./:@%+-][A-Za-z0-9_./:=,@%+-]*$/;

/**
 * Text as one word of a POSIX shell; bare where no shell reads anything into it, else in single quotes.
 * @returns undefined where the text holds characters that a person cannot see
 */
export function word(text: string): string | undefined {
  if (UNSEEN.test(text)) return undefined;
  return BARE.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** JSON on one line, with every unseen character written as an escape. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN_ALL, escaped);
}

/** Text for a sentence of our own: one line, unseen characters escaped, at most 200 characters. */
export function shown(text: string): string {
  const line = text.replace(UNSEEN_ALL, escaped);
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
