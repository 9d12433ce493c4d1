import type { Interest } from "../../model/detector.ts";
import type { EventKind } from "../../model/event.ts";
import { isNumber } from "./literal.ts";
import { memberOf } from "./pattern.ts";
import type { JsonCheck, JsonCondition, Literal, Pattern, Text } from "./pattern.ts";

/** Members of a record that an index asks for, and the texts a matching record has there. */
type Demands = { readonly [member: string]: ReadonlySet<string> };

const INDEXED: ReadonlySet<string> = new Set(["verb", "eventName", "eventSource", "objectRef.resource"]);

/** The events of a kind that a pattern can match: all that do not differ in what it demands of verb, operation or resource. */
export function interestOf(pattern: Pattern, kind: EventKind | undefined): Interest {
  if (kind === undefined) return {};
  const demands = pattern.kind === "json" ? demandsOf(pattern.condition) : {};
  const actions = kind === "k8s_audit" ? demands["verb"] : kind === "aws_cloudtrail" ? calls(demands) : undefined;
  const resources = kind === "k8s_audit" ? demands["objectRef.resource"] : undefined;
  return {
    kinds: [kind],
    ...(actions ? { actions: [...actions] } : {}),
    ...(resources ? { resources: [...resources] } : {}),
  };
}

function calls({ eventName, eventSource }: Demands): string[] | undefined {
  if (!eventName && !eventSource) return undefined;
  return [...(eventSource ?? ["*"])].flatMap((service) =>
    [...(eventName ?? ["*"])].map((name) => `${service}/${name}`),
  );
}

function demandsOf(condition: JsonCondition): Demands {
  if (condition.kind === "check") return demandOf(condition);
  const [first = {}, ...others] = condition.parts.map(demandsOf);
  return others.reduce(condition.kind === "and" ? both : either, first);
}

function demandOf(check: JsonCheck): Demands {
  const member = memberOf(check.selector);
  if (check.test !== "compare" || check.operator !== "=" || !member || !INDEXED.has(member)) return {};
  const { literal } = check;
  return isExact(literal) ? { [member]: new Set([literal.value]) } : {};
}

/** A record may spell a text as a number; then no index knows it. */
function isExact(literal: Literal): literal is Text {
  return literal.kind === "text" && literal.value !== "" && !/^\*|\*$/.test(literal.value) && !isNumber(literal.value);
}

/** Of two demands on the same member either may be kept: both are true of what matches. */
function both(a: Demands, b: Demands): Demands {
  return { ...a, ...b };
}

function either(a: Demands, b: Demands): Demands {
  const shared = Object.keys(a).filter((member) => b[member]);
  return Object.fromEntries(shared.map((member) => [member, new Set([...a[member]!, ...b[member]!])]));
}
