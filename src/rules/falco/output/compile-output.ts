import type { Event } from "../../../model/event.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { FalcoSource, FieldValue } from "../fields/field.ts";
import { NO_SETTINGS } from "../fields/index.ts";
import type { FieldSettings } from "../fields/index.ts";
import { parseOutput } from "./parse-output.ts";
import type { Placeholder } from "./parse-output.ts";
import { renderPiece, seenValue } from "./render.ts";

/** The message of a rule, compiled. */
export interface OutputFormat {
  /** The fields it names, as they are written. */
  fields: readonly string[];
  /** The message of an event; what is absent or unseen reads `<NA>`. */
  render(event: Event): string;
  /** The values of `fields`, null where absent; whole numbers that a double cannot hold are texts. */
  values(event: Event): JsonObject;
  /** The same, each as its field gives it. */
  exactValues(event: Event): ReadonlyMap<string, FieldValue>;
}

/**
 * Compiles the format of a rule's output: `%field`, `%field[argument]`, `%20field`, `%transformer(field)`.
 * @throws OutputError where a `%` begins no field of the source
 * Rule: Falco 0.44, output formats; the longest beginning that is a field counts, what follows it is text.
 */
export function compileOutput(
  format: string,
  source: FalcoSource,
  settings: FieldSettings = NO_SETTINGS,
): OutputFormat {
  const pieces = parseOutput(format.replace(/^\*/, ""), source, settings);
  const named = pieces.filter((piece): piece is Placeholder => typeof piece !== "string");
  const operands = new Map(named.flatMap(({ fields }) => fields.map(({ written, operand }) => [written, operand])));
  const exactValues = (event: Event) =>
    new Map([...operands].map(([written, operand]) => [written, seenValue(operand, event)]));
  return {
    fields: [...operands.keys()],
    render: (event) => pieces.map((piece) => renderPiece(piece, event)).join(""),
    values: (event) => jsonOf(exactValues(event)),
    exactValues,
  };
}

function jsonOf(values: ReadonlyMap<string, FieldValue>): JsonObject {
  return Object.fromEntries(
    [...values].map(([name, value]) => {
      if (typeof value === "bigint") return [name, value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)];
      return [name, typeof value === "object" ? [...value] : (value ?? null)];
    }),
  );
}
