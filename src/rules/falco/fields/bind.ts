import { nearest } from "../../../lib/nearest.ts";
import { ctPath } from "./ct-request.ts";
import type { BoundField, FalcoSource, FieldDefinition, FieldProblem } from "./field.ts";
import type { FieldSettings } from "./settings.ts";
import { NO_SETTINGS } from "./settings.ts";
import { staticField } from "./static.ts";
import { FAMILIES, FIELDS } from "./tables.ts";

/** All fields of a source in the order of their tables, for documentation; a family of paths is one entry. */
export function fieldsOf(source: FalcoSource): readonly FieldDefinition[] {
  return [...FIELDS[source].values(), ...FAMILIES[source]];
}

/** Whether rules of the source may use the name, with an argument or without. */
export function isKnownField(source: FalcoSource, name: string, settings: FieldSettings = NO_SETTINGS): boolean {
  return fieldOf(source, name, settings) !== undefined;
}

/**
 * A field with its argument, ready to read events.
 * @param argument  what stands between the brackets, unescaped; undefined where there are none
 * @returns what is wrong, in a sentence, where the source has no such field or the argument does not fit
 */
export function bindField(
  source: FalcoSource,
  name: string,
  argument?: string,
  settings: FieldSettings = NO_SETTINGS,
): BoundField | FieldProblem {
  const field = fieldOf(source, name, settings);
  if (!field) return unknownField(source, name, settings);
  return argumentProblem(field, argument) ?? field.bind(argument, settings);
}

function fieldOf(source: FalcoSource, name: string, settings: FieldSettings): FieldDefinition | undefined {
  const row = FIELDS[source].get(name) ?? staticField(name, settings);
  return row ?? (source === "aws_cloudtrail" ? ctPath(name) : undefined);
}

function unknownField(source: FalcoSource, name: string, settings: FieldSettings): FieldProblem {
  const other = source === "k8s_audit" ? "aws_cloudtrail" : "k8s_audit";
  if (isKnownField(other, name, settings)) {
    return { message: `\`${name}\` is a field of source ${other}, this rule is of source ${source}` };
  }
  const hint = elsewhere(name) ?? meant(name, source, settings);
  return { message: `unknown field \`${name}\``, ...(hint === undefined ? {} : { hint }) };
}

function meant(name: string, source: FalcoSource, { constants }: FieldSettings): string | undefined {
  const configured = [...(constants?.keys() ?? [])].map((constant) => `static.${constant}`);
  const near = nearest(name, [...FIELDS[source].keys(), ...configured]);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return name.startsWith("static.") ? "no such constant is configured" : undefined;
}

/** What is said of names that exist in Falco but not here. */
const ELSEWHERE: readonly [RegExp, string][] = [
  [/^ct\.(request|response)\./, "keys with other characters are read by `jevt.value[/requestParameters/…]`"],
  [
    /^(container|fd|fdlist|fs|group|k8s|k8smeta|proc|syslog|thread|user)\.|^evt\.(abspath|args?|buf\w*|category|count|cpu|deltatime|dir|failed|info|io_dir|is_\w+|latency|rawarg|rawres|res|type)(\.|$)/,
    "fields of system calls do not exist for audit events and CloudTrail records",
  ],
];

function elsewhere(name: string): string | undefined {
  return ELSEWHERE.find(([names]) => names.test(name))?.[1];
}

function argumentProblem({ name, argument }: FieldDefinition, given: string | undefined): FieldProblem | undefined {
  if (given === undefined) {
    if (argument !== "key") return undefined;
    return { message: `\`${name}\` needs an argument`, hint: `write \`${name}[…]\`` };
  }
  if (argument === "none") return { message: `\`${name}\` takes no argument`, hint: `write \`${name}\`` };
  if (argument === "key" || /^(0|[1-9]\d*)$/.test(given)) return undefined;
  const zero = /^0\d+$/.test(given) ? `write \`${name}[${Number(given)}]\`, without a leading zero` : undefined;
  const hint = zero ?? "it takes the number of an element, counted from 0";
  return { message: `\`${given}\` is no index of \`${name}\``, hint };
}
