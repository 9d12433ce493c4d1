import { SYSTEM_FIELDS } from "../records/read.ts";
import type { Expr, ExprOf } from "../syntax/ast.ts";
import { numberOf } from "../values/value.ts";

/** Stretches that JSON writes as they are, long enough to be rare. */
const PLAIN = /[A-Za-z0-9_.:@-]{3,}/g;
/** Of names the parts between dots: a record may write them as one key or as several. */
const PLAIN_KEY = /[A-Za-z0-9_:@-]{3,}/g;
const MOST = 500;

interface Needles {
  texts: readonly string[];
  /** Values of fields are rarer than their names. */
  ofValues: boolean;
}

/**
 * Texts of which at least one stands in every record that passes all of some conditions; undefined where none is known.
 * @param own  names that stand for no field of the record
 */
export function needlesIn(conditions: readonly Expr[], own: ReadonlySet<string>): string[] | undefined {
  const found = best(conditions.map((condition) => needlesOf(condition, own)));
  return found && [...new Set(found.texts)];
}

function needlesOf(expr: Expr, own: ReadonlySet<string>): Needles | undefined {
  switch (expr.type) {
    case "logic": {
      const parts = expr.parts.map((part) => needlesOf(part, own));
      return expr.operator === "and" ? best(parts) : any(parts);
    }
    case "comparison":
      return ofComparison(expr, own);
    case "like": {
      if (expr.negated) return undefined;
      const { pattern } = expr;
      return of(expr.operand, "text" in pattern ? [pattern.text] : undefined, own);
    }
    case "in":
      return expr.negated ? undefined : of(expr.operand, spelled(expr.list), own);
    case "call":
      return expr.name === "ispresent" ? of(expr.args[0]!, undefined, own) : undefined;
    default:
      return undefined;
  }
}

function ofComparison({ operator, left, right }: ExprOf<"comparison">, own: ReadonlySet<string>): Needles | undefined {
  if (operator === "!=") return undefined;
  const isEqual = operator === "=";
  return best([
    of(left, isEqual ? spelled([right]) : undefined, own),
    of(right, isEqual ? spelled([left]) : undefined, own),
  ]);
}

/** Texts that a record which equals one of them spells so; numbers it may spell otherwise. */
function spelled(list: readonly Expr[]): string[] | undefined {
  const texts = list.flatMap((each) =>
    each.type === "literal" && typeof each.value === "string" && numberOf(each.value) === null ? [each.value] : [],
  );
  return texts.length === list.length ? texts : undefined;
}

/** What stands in a record whose field is there, and holds one of some texts. */
function of(field: Expr, texts: readonly string[] | undefined, own: ReadonlySet<string>): Needles | undefined {
  if (field.type !== "field" || own.has(field.name)) return undefined;
  if (SYSTEM_FIELDS.has(field.name) && field.name !== "@message") return undefined;
  const values = texts?.map((text) => longest(text.match(PLAIN)));
  if (values && values.length > 0 && values.length <= MOST && !values.includes("")) {
    return { texts: values, ofValues: true };
  }
  const key = field.name === "@message" ? "" : longest(field.name.match(PLAIN_KEY));
  return key === "" ? undefined : { texts: [key], ofValues: false };
}

function longest(texts: readonly string[] | null): string {
  return (texts ?? []).reduce((found, text) => (text.length > found.length ? text : found), "");
}

/** Of several that all must be there the one that is likely the rarest. */
function best(all: readonly (Needles | undefined)[]): Needles | undefined {
  const told = all.filter((needles) => needles !== undefined);
  return told.toSorted(
    (a, b) => Number(b.ofValues) - Number(a.ofValues) || a.texts.length - b.texts.length || shortest(b) - shortest(a),
  )[0];
}

function shortest({ texts }: Needles): number {
  return Math.min(...texts.map(({ length }) => length));
}

function any(all: readonly (Needles | undefined)[]): Needles | undefined {
  const told = all.filter((needles) => needles !== undefined);
  if (told.length < all.length || told.length === 0) return undefined;
  return { texts: told.flatMap(({ texts }) => texts), ofValues: told.every(({ ofValues }) => ofValues) };
}
