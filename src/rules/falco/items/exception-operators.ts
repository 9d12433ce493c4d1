import { nearest } from "../../../lib/nearest.ts";
import type { Place } from "../../files/source-file.ts";
import { madeAt, placeAt, trimmed } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";
import { comparesWithList, comparison, OPERATOR_NAMES } from "./comparison.ts";
import { isList } from "./exceptions.ts";
import type { Exception } from "./exceptions.ts";

/** What is wrong with an exception. */
export interface ExceptionProblem {
  place: Place;
  message: string;
  hint?: string;
}

/** A field of an exception with its operator. */
export interface ExceptionField {
  field: Traced;
  comp: Traced;
}

/** Fields with their operators: `=` for each of several, `in` for a single one, where none are given. */
export function fieldsWithOperators(exception: Exception, problems: ExceptionProblem[]): ExceptionField[] {
  const { fields } = exception;
  if (fields === undefined) return [];
  const wrong: Wrong = (place, message, hint) => {
    problems.push({ place, message, ...(hint !== undefined && { hint }) });
    return [];
  };
  return isList(fields) ? several(fields, exception, wrong) : single(fields, exception, wrong);
}

type Wrong = (place: Place, message: string, hint?: string) => [];

function single(field: Traced, { name, place, comps }: Exception, wrong: Wrong): ExceptionField[] {
  if (comps !== undefined && isList(comps)) {
    const message = `\`comps\` of the exception \`${name}\` is a list, \`fields\` is not`;
    return wrong(place, message, "write both as lists, or neither");
  }
  const comp = trimmed(comps ?? madeAt(place, "in"));
  if (comparesWithList(comparison(comp.text))) return [{ field, comp }];
  const hint =
    "write `in`, `intersects`, `pmatch` or for instance `startswith anyof`, or `fields` and `comps` as lists";
  return wrong(placeAt(comp, 0), `\`${comp.text}\` cannot compare a single field with a list of values`, hint);
}

function several(fields: readonly Traced[], { name, place, comps }: Exception, wrong: Wrong): ExceptionField[] {
  if (comps !== undefined && (!isList(comps) || comps.length !== fields.length)) {
    const counted = isList(comps) ? String(comps.length) : "a single text";
    return wrong(place, `the exception \`${name}\` has ${fields.length} fields, but its \`comps\` are ${counted}`);
  }
  return fields.flatMap((field, n) => {
    const comp = trimmed(comps === undefined ? madeAt(placeAt(field, 0), "=") : (comps[n] as Traced));
    const { operator } = comparison(comp.text);
    if (OPERATOR_NAMES.includes(operator)) return [{ field, comp }];
    const meant = nearest(operator, OPERATOR_NAMES);
    return wrong(placeAt(comp, 0), `\`${comp.text}\` is no operator`, meant && `did you mean \`${meant}\`?`);
  });
}
