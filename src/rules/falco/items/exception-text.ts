import { nearest } from "../../../lib/nearest.ts";
import type { Place } from "../../files/source-file.ts";
import { joined, madeAt, placeAt, trimmed } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";
import { isList } from "./exceptions.ts";
import type { Exception, ExceptionValue, TextOrTexts } from "./exceptions.ts";
import { quoted } from "./substitution.ts";

/** What is wrong with an exception. */
export interface ExceptionProblem {
  place: Place;
  message: string;
  hint?: string;
}

/** An exception whose parts fit one another: for each field its operator. */
interface Row {
  field: Traced;
  comp: Traced;
}

const LIST_OPERATORS = ["in", "intersects", "pmatch"];
const TEXT_OPERATORS = [
  "=",
  "==",
  "!=",
  "glob",
  "iglob",
  "contains",
  "icontains",
  "bcontains",
  "startswith",
  "bstartswith",
  "endswith",
  "regex",
];
const OPERATORS = [...LIST_OPERATORS, ...TEXT_OPERATORS, "<", "<=", ">", ">=", "exists"];
const MODIFIERS = ["oneof", "anyof", "allof"];

/** The fields of all exceptions, as they are written. */
export function exceptionFields(exceptions: readonly Exception[]): Traced[] {
  return exceptions.flatMap(({ fields }) => (fields === undefined ? [] : several(fields)));
}

/**
 * A condition with its exceptions: `(…) and not (…)` for each that has values.
 * @returns the text, and what is wrong with exceptions, which are left out then
 */
export function withExceptions(
  condition: Traced,
  exceptions: readonly Exception[],
): { traced: Traced; problems: ExceptionProblem[] } {
  if (exceptions.length === 0) return { traced: condition, problems: [] };
  const problems: ExceptionProblem[] = [];
  const before = placeAt(condition, 0);
  const parts = [madeAt(before, "("), condition, madeAt(placeAt(condition, condition.text.length), ")")];
  for (const exception of exceptions) {
    if (exception.fields === undefined) continue;
    const found = problems.length;
    const rows = rowsOf(exception, problems);
    const group = problems.length > found || exception.values.length === 0 ? [] : groupOf(exception, rows, problems);
    if (problems.length > found || group.length === 0) continue;
    parts.push(madeAt(exception.place, " and not "), ...group);
  }
  return { traced: joined(parts), problems };
}

/** Fields with their operators: `=` for each of several, `in` for a single one, where none are given. */
function rowsOf({ name, place, fields, comps }: Exception, problems: ExceptionProblem[]): Row[] {
  if (fields === undefined) return [];
  const wrong = (where: Place, message: string, hint?: string): Row[] => {
    problems.push({ place: where, message, ...(hint !== undefined && { hint }) });
    return [];
  };
  if (!isList(fields)) {
    if (comps !== undefined && isList(comps)) {
      return wrong(
        place,
        `\`comps\` of the exception \`${name}\` is a list, \`fields\` is not`,
        "write both as lists, or neither",
      );
    }
    const comp = trimmed(comps ?? madeAt(place, "in"));
    const { operator, modifier } = comparison(comp.text);
    if (LIST_OPERATORS.includes(operator) || (modifier !== undefined && TEXT_OPERATORS.includes(operator))) {
      return [{ field: fields, comp }];
    }
    const hint =
      "write `in`, `intersects`, `pmatch` or for instance `startswith anyof`, or `fields` and `comps` as lists";
    return wrong(placeAt(comp, 0), `\`${comp.text}\` cannot compare a single field with a list of values`, hint);
  }
  if (comps !== undefined && (!isList(comps) || comps.length !== fields.length)) {
    const counted = isList(comps) ? String(comps.length) : "a single text";
    return wrong(place, `the exception \`${name}\` has ${fields.length} fields, but its \`comps\` are ${counted}`);
  }
  return fields.flatMap((field, n) => {
    const comp = trimmed(comps === undefined ? madeAt(placeAt(field, 0), "=") : (comps[n] as Traced));
    const { operator } = comparison(comp.text);
    if (OPERATORS.includes(operator)) return [{ field, comp }];
    const meant = nearest(operator, OPERATORS);
    return wrong(placeAt(comp, 0), `\`${comp.text}\` is no operator`, meant && `did you mean \`${meant}\`?`);
  });
}

/** `startswith anyof` → its two words. */
function comparison(text: string): { operator: string; modifier?: string } {
  const [operator = "", modifier, ...rest] = text.split(/\s+/);
  return modifier !== undefined && MODIFIERS.includes(modifier) && rest.length === 0
    ? { operator, modifier }
    : { operator: text };
}

/** `((f1 = v1 and f2 in (v2)) or (…))`, or of a single field `(f in (v1, v2))`. */
function groupOf(exception: Exception, rows: readonly Row[], problems: ExceptionProblem[]): Traced[] {
  const { place, values, fields } = exception;
  const glue = (text: string) => madeAt(place, text);
  if (!isList(fields!)) {
    const items = values.flatMap(({ value, place: at }) => {
      if (!isList(value)) return [requoted(value)];
      problems.push({
        place: at,
        message: `expected one value of \`${rows[0]!.field.text}\`, not a list`,
        hint: "write `fields` as a list too",
      });
      return [];
    });
    return [glue("("), rows[0]!.field, glue(" "), rows[0]!.comp, glue(" ("), ...between(items, glue(", ")), glue("))")];
  }
  const tuples = values.map((value) => joined(tuple(value, rows, glue, problems)));
  return [glue("("), ...between(tuples, glue(" or ")), glue(")")];
}

function tuple(
  { value, place }: ExceptionValue,
  rows: readonly Row[],
  glue: (text: string) => Traced,
  problems: ExceptionProblem[],
): Traced[] {
  const given = isList(value) ? value : [];
  if (given.length !== rows.length) {
    const names = rows.map(({ field }) => field.text).join(", ");
    const message = isList(value)
      ? `${given.length} values stand for ${rows.length} fields`
      : "expected a list of values";
    problems.push({ place, message, hint: `give one value for each of ${names}` });
    return [glue("")];
  }
  const checks = rows.map(({ field, comp }, n) =>
    joined([field, glue(" "), comp, glue(" "), constant(given[n]!, comp.text, place)]),
  );
  return [glue("("), ...between(checks, glue(" and ")), glue(")")];
}

/** A value as conditions write it; what a list operator compares with stands in parentheses. */
function constant(value: TextOrTexts, comp: string, row: Place): Traced {
  const { operator, modifier } = comparison(comp);
  const first = isList(value) ? value[0] : value;
  const place = first === undefined ? row : placeAt(first, 0);
  if (isList(value)) {
    return joined([madeAt(place, "("), ...between(value.map(requoted), madeAt(place, ", ")), madeAt(place, ")")]);
  }
  if (!LIST_OPERATORS.includes(operator) && modifier === undefined) return requoted(value);
  if (value.text.startsWith("(")) return value;
  // A text with commas is a list already; one with blanks only is one text.
  const inner = value.text.includes(",") ? value : requoted(value);
  return joined([madeAt(place, "("), inner, madeAt(place, ")")]);
}

/** The text in quotes where it needs them. */
function requoted(text: Traced): Traced {
  if (quoted(text.text) === text.text) return text;
  const [start, end] = [placeAt(text, 0), placeAt(text, text.text.length)];
  return joined([madeAt(start, '"'), text, madeAt(end, '"')]);
}

function between(parts: readonly Traced[], glue: Traced): Traced[] {
  return parts.flatMap((one, n) => (n === 0 ? [one] : [glue, one]));
}

function several(texts: TextOrTexts): readonly Traced[] {
  return isList(texts) ? texts : [texts];
}
