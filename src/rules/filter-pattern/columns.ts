import type { Field } from "./pattern.ts";
import { tokensOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";

/** A word of the line and the column it falls into; none for what `...` takes. */
export interface Filled {
  column: Extract<Field, { kind: "column" }> | undefined;
  token: string;
  /** Its place in the line, from 1. */
  number: number;
}

/**
 * Puts the words of a line into columns. Without `...` the last column takes the rest of the line; columns after it
 * count from the right.
 * @returns undefined where the line has too few words
 */
export function filled(fields: readonly Field[], line: string): Filled[] | undefined {
  const rest = fields.findIndex(({ kind }) => kind === "rest");
  return rest === -1 ? fromLeft(fields, line) : around(fields, rest, tokensOf(line));
}

function fromLeft(fields: readonly Field[], line: string): Filled[] | undefined {
  const tokens = tokensOf(line, fields.length + 1);
  if (tokens.length < fields.length) return undefined;
  const last = tokens[fields.length - 1]!;
  const tail = tokens.length > fields.length ? line.slice(last.from).trimEnd() : last.value;
  return fields.map((field, at) => {
    const token = at === fields.length - 1 ? tail : tokens[at]!.value;
    return { column: columnOf(field), token, number: at + 1 };
  });
}

function around(fields: readonly Field[], rest: number, tokens: readonly Token[]): Filled[] | undefined {
  const skipped = tokens.length - (fields.length - 1);
  if (skipped < 0) return undefined;
  return tokens.map(({ value }, at) => {
    const field = at < rest ? fields[at] : at < rest + skipped ? undefined : fields[at - skipped + 1];
    return { column: field && columnOf(field), token: value, number: at + 1 };
  });
}

function columnOf(field: Field) {
  return field.kind === "column" ? field : undefined;
}

/** `{"$status": "404"}`; unnamed columns go by their number, of two with the same name the later one stays. */
export function named(filledColumns: readonly Filled[]): { [name: string]: string } {
  return Object.fromEntries(
    filledColumns.map(({ column, token, number }) => [`$${column?.name?.replace(/^\$/, "") ?? number}`, token]),
  );
}
