import type { Event } from "../../../model/event.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { FalcoSource, FieldValue } from "../fields/field.ts";
import { NO_SETTINGS } from "../fields/index.ts";
import type { FieldSettings } from "../fields/index.ts";
import { nanosecondsOf } from "../fields/event-time.ts";
import { OutputError } from "./output-error.ts";
import { parseOutput } from "./parse-output.ts";
import type { Placeholder } from "./parse-output.ts";
import { renderPiece, seenValue } from "./render.ts";

/** A value beside the message: a field as it is written in one (without `%`), or keys with formats of their own. */
export type ExtraField = string | { readonly [key: string]: string };

/** The message of a rule, compiled. */
export interface OutputFormat {
  /** The fields the message names, as they are written. */
  fields: readonly string[];
  /** The message of an event; what is absent or unseen reads `<NA>`. */
  render(event: Event): string;
  /** The values of `fields` and of extra ones, null where absent; whole numbers that a double cannot hold are texts. */
  values(event: Event): JsonObject;
  /** The same, each as its field gives it; times and dates as nanoseconds since 1970. */
  exactValues(event: Event): ReadonlyMap<string, FieldValue>;
}

type Read = (event: Event) => FieldValue;

/**
 * Compiles the format of a rule's output: `%field`, `%field[argument]`, `%20field`, `%transformer(field)`.
 * @throws OutputError where a `%` begins no field of the source; for an extra field at the end of the format
 * Rule: Falco 0.44, output formats; the longest beginning that is a field counts, what follows it is text.
 */
export function compileOutput(
  format: string,
  source: FalcoSource,
  settings: FieldSettings = NO_SETTINGS,
  extraFields: readonly ExtraField[] = [],
): OutputFormat {
  const pieces = parseOutput(format, source, settings);
  const named = valuesOf(pieces);
  const extra = extraFields.flatMap((field) => extraValues(field, format.length, source, settings));
  const values = new Map([...named, ...extra]);
  const exactValues = (event: Event) => new Map([...values].map(([name, read]) => [name, read(event)]));
  return {
    fields: named.map(([name]) => name),
    render: (event) => rendered(pieces, event),
    values: (event) => jsonOf(exactValues(event)),
    exactValues,
  };
}

type Pieces = readonly (string | Placeholder)[];

function rendered(pieces: Pieces, event: Event): string {
  return pieces.map((piece) => renderPiece(piece, event)).join("");
}

function valuesOf(pieces: Pieces): readonly (readonly [string, Read])[] {
  const fields = pieces.flatMap((piece) => (typeof piece === "string" ? [] : piece.fields));
  const first = new Map(fields.map(({ written, operand }) => [written, operand]));
  return [...first].map(([written, operand]) => {
    if (/^evt\.(date)?time/.test(written)) return [written, nanosecondsOf];
    return [written, (event) => seenValue(operand, event)];
  });
}

function extraValues(
  field: ExtraField,
  end: number,
  source: FalcoSource,
  settings: FieldSettings,
): readonly (readonly [string, Read])[] {
  try {
    if (typeof field === "string") return [wholeField(field, source, settings)];
    return Object.entries(field).map(([key, text]) => {
      const pieces = parseOutput(text, source, settings);
      return [key, (event) => rendered(pieces, event)];
    });
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw new OutputError(`extra field: ${error.message}`, end, error);
  }
}

function wholeField(field: string, source: FalcoSource, settings: FieldSettings): readonly [string, Read] {
  const pieces = parseOutput(`%${field}`, source, settings);
  // Else the name is a field's only in part.
  if (pieces.length === 1) return valuesOf(pieces)[0]!;
  throw new OutputError(`unknown field \`${field}\``, 0, { unknownField: field });
}

function jsonOf(values: ReadonlyMap<string, FieldValue>): JsonObject {
  return Object.fromEntries([...values].map(([name, value]) => [name, plainOf(value)]));
}

function plainOf(value: FieldValue): Json {
  if (typeof value === "bigint") return value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  return typeof value === "object" ? [...value] : (value ?? null);
}
