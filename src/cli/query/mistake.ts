import { AppError } from "../../model/errors.ts";
import { errorLines } from "../errors.ts";
import { clean, width } from "../output/text.ts";

const INDENT = "  ";
/** Of a long line so much is shown before the mistake. */
const BEFORE = 60;

/** What is wrong with a query or pattern, and a caret below the place; undefined for every other error. */
export function mistakeLines(thrown: unknown, columns: number): string[] | undefined {
  if (!(thrown instanceof AppError)) return undefined;
  const { text, offset } = thrown.details;
  if (typeof text !== "string" || typeof offset !== "number") return undefined;
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const from = Math.max(begin, offset - BEFORE);
  const before = clean(text.slice(from, offset));
  const after = clean(text.slice(offset, Math.min(end === -1 ? text.length : end, offset + columns)));
  const dots = from > begin ? "…" : "";
  const room = Math.max(1, columns - INDENT.length - dots.length - width(before));
  return [
    ...errorLines(thrown),
    `${INDENT}${dots}${before}${after.slice(0, room)}`,
    `${INDENT}${" ".repeat(dots.length + width(before))}^`,
  ];
}
