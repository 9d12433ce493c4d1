import type { Place } from "../../files/source-file.ts";
import { joined, madeAt, placeAt } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";
import { comparesWithList, comparison } from "./comparison.ts";
import { fieldsWithOperators } from "./exception-operators.ts";
import type { ExceptionField, ExceptionProblem } from "./exception-operators.ts";
import { isList } from "./exceptions.ts";
import type { Exception, ExceptionValue, TextOrTexts } from "./exceptions.ts";
import { quoted } from "./substitution.ts";

/** The fields of all exceptions, as they are written. */
export function exceptionFields(exceptions: readonly Exception[]): Traced[] {
  return exceptions.flatMap(({ fields }) => fields ?? []);
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
    const rows = fieldsWithOperators(exception, problems);
    const group = problems.length > found || exception.values.length === 0 ? [] : groupOf(exception, rows, problems);
    if (problems.length > found || group.length === 0) continue;
    parts.push(madeAt(exception.place, " and not "), joined(group));
  }
  return { traced: joined(parts), problems };
}

/** `((f1 = v1 and f2 in (v2)) or (…))`, or of a single field `(f in (v1, v2))`. */
function groupOf(exception: Exception, rows: readonly ExceptionField[], problems: ExceptionProblem[]): Traced[] {
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
  rows: readonly ExceptionField[],
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
  const first = isList(value) ? value[0] : value;
  const place = first === undefined ? row : placeAt(first, 0);
  if (isList(value)) {
    return joined([madeAt(place, "("), ...between(value.map(requoted), madeAt(place, ", ")), madeAt(place, ")")]);
  }
  if (!comparesWithList(comparison(comp))) return requoted(value);
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
