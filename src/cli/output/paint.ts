import type { Severity } from "../../model/severity.ts";

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;
export type Style = keyof typeof CODES;

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (text: string, ...styles: Style[]) => string;

export const plain: Paint = (text) => text;
export const coloured: Paint = (text, ...styles) =>
  text === "" || styles.length === 0
    ? text
    : `\u001b[${styles.map((style) => CODES[style]).join(";")}m${text}\u001b[0m`;

export const SEVERITY_STYLE: { [severity in Severity]: readonly Style[] } = {
  critical: ["bold", "red"],
  high: ["red"],
  medium: ["yellow"],
  low: ["blue"],
  info: ["dim"],
};
