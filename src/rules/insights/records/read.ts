import { sourceAt } from "../../../lib/json-source.ts";
import type { Json } from "../../../model/json.ts";
import type { RunContext } from "../run/row.ts";
import { textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { fieldLookup } from "./field.ts";
import type { Found } from "./field.ts";
import { fieldsBefore, SERVICE_FIELDS } from "./leaves.ts";
import type { LogRecord } from "./record.ts";

/** Fields that the service gives every log event. */
export const SYSTEM_FIELDS: ReadonlyMap<string, (record: LogRecord) => Value> = new Map<
  string,
  (record: LogRecord) => Value
>([
  ["@timestamp", ({ timestamp }) => ({ ms: timestamp })],
  ["@message", ({ message }) => message],
  ["@ingestionTime", ({ ingestionTime }) => (ingestionTime === undefined ? null : { ms: ingestionTime })],
  ["@logStream", ({ logStream }) => logStream ?? null],
  ["@log", ({ log }) => log ?? null],
  ["@ptr", ({ ptr }) => ptr ?? null],
]);

/** Shorter records hold no more fields than the service discovers: each takes two characters at least. */
const SHORT = SERVICE_FIELDS * 2;

/** Reads one field of any record. */
export type FieldReader = (record: LogRecord, run: RunContext) => Value;

/**
 * How a field is read.
 * @param asText  as the record spells it: `1.0` stays `1.0`
 */
export function fieldReader(name: string, asText: boolean): FieldReader {
  const system = SYSTEM_FIELDS.get(name);
  if (system) return asText ? (record) => textOf(system(record)) : system;
  const lookup = fieldLookup(name);
  const valueOf = asText ? textFound : ({ value }: Found) => value;
  return (record, run) => {
    const glanced = record.glanced && Object.hasOwn(record.glanced, name) ? scalar(record.glanced[name]) : undefined;
    if (glanced !== undefined && (!asText || typeof glanced === "string")) return glanced;
    const { json } = record;
    const found = json && lookup(json);
    if (!found) return null;
    if ((run.notes || run.serviceCaps) && isBeyond(json, found.path, record)) {
      run.notes?.beyond(record);
      if (run.serviceCaps) return null;
    }
    if (typeof found.value !== "object") return valueOf(found, record) as Value;
    run.notes?.nonLeaf(name, found.path, found.value);
    return null;
  };
}

function scalar(value: Json | undefined): Value {
  return typeof value === "object" || value === undefined ? null : value;
}

function isBeyond(json: Json, path: readonly string[], { message }: LogRecord): boolean {
  return message.length > SHORT && fieldsBefore(json, path, SERVICE_FIELDS) >= SERVICE_FIELDS;
}

function textFound({ value, path }: Found, { message }: LogRecord): Value {
  if (typeof value === "number") return sourceAt(message, path) ?? String(value);
  return textOf(value as Value);
}
