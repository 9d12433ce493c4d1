import type { RuleProblem } from "../../model/rule.ts";
import { demandsOf } from "./demands.ts";
import type { Subject } from "./subject.ts";
import { ignoresOutcome } from "./whole.ts";

/** How each language asks for calls that succeeded. */
const SUCCEEDED = {
  falco: "add `and not ct.error exists` to leave refused calls out",
  "filter-pattern": "add `&& $.errorCode NOT EXISTS` to leave refused calls out",
  insights: "add `| filter not ispresent(errorCode)` to leave refused calls out",
} as const;

/** Refused calls are recorded like others; a rule on calls that do not say so may be meant for those that succeeded. */
export function outcomeNote({ rule, asked, source }: Subject): RuleProblem[] {
  if (source !== "aws_cloudtrail" || !demandsOf(asked).has("eventName") || !ignoresOutcome(asked)) return [];
  const message = "calls that AWS refused meet this rule too";
  return [
    { level: "note", code: "refused-calls", item: rule.id, at: rule.at, message, hint: SUCCEEDED[rule.language] },
  ];
}
