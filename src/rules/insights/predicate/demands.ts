import type { Interest } from "../../../model/detector.ts";
import type { EventKind } from "../../../model/event.ts";
import type { Expr } from "../syntax/ast.ts";
import { numberOf } from "../values/value.ts";

/** Members of a record that an index asks for, and the texts of which a matching record has one there. */
type Demands = { readonly [member: string]: ReadonlySet<string> };

const INDEXED: ReadonlySet<string> = new Set(["verb", "eventName", "eventSource", "objectRef.resource"]);

/**
 * The events of a kind that can pass all of some conditions.
 * @param own  names that stand for no field of the record
 */
export function interestIn(kind: EventKind, conditions: readonly Expr[], own: ReadonlySet<string>): Interest {
  const demands = conditions.map((condition) => demandsOf(condition, own)).reduce(both, {});
  const actions = kind === "k8s_audit" ? demands["verb"] : kind === "aws_cloudtrail" ? calls(demands) : undefined;
  const resources = kind === "k8s_audit" ? demands["objectRef.resource"] : undefined;
  return { kinds: [kind], ...(actions && { actions: [...actions] }), ...(resources && { resources: [...resources] }) };
}

function calls({ eventName, eventSource }: Demands): string[] | undefined {
  if (!eventName && !eventSource) return undefined;
  return [...(eventSource ?? ["*"])].flatMap((service) =>
    [...(eventName ?? ["*"])].map((name) => `${service}/${name}`),
  );
}

function demandsOf(expr: Expr, own: ReadonlySet<string>): Demands {
  if (expr.type === "logic") {
    const parts = expr.parts.map((part) => demandsOf(part, own));
    return parts.reduce(expr.operator === "and" ? both : either);
  }
  if (expr.type === "comparison" && expr.operator === "=") {
    const texts = exactTexts([expr.right]);
    return texts ? demandOn(expr.left, texts, own) : (demandOn(expr.right, exactTexts([expr.left]), own) ?? {});
  }
  if (expr.type === "in" && !expr.negated) return demandOn(expr.operand, exactTexts(expr.list), own);
  return {};
}

function demandOn(field: Expr, texts: ReadonlySet<string> | undefined, own: ReadonlySet<string>): Demands {
  if (!texts || field.type !== "field" || !INDEXED.has(field.name) || own.has(field.name)) return {};
  return { [field.name]: texts };
}

/** The texts of a list of nothing else; what reads as a number or truth value a record may spell in several ways. */
function exactTexts(list: readonly Expr[]): ReadonlySet<string> | undefined {
  const texts = list.flatMap((each) => (each.type === "literal" && isExact(each.value) ? [each.value] : []));
  return texts.length === list.length ? new Set(texts) : undefined;
}

function isExact(value: string | number | boolean): value is string {
  return typeof value === "string" && value !== "" && !/^(?:true|false)$/.test(value) && numberOf(value) === null;
}

/** Of two demands on one member either may be kept: both are true of what matches. */
function both(a: Demands, b: Demands): Demands {
  return { ...a, ...b };
}

function either(a: Demands, b: Demands): Demands {
  const shared = Object.keys(a).filter((member) => Object.hasOwn(b, member));
  return Object.fromEntries(shared.map((member) => [member, new Set([...a[member]!, ...b[member]!])]));
}
