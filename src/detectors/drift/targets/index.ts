import type { ResourceChange } from "../../../model/change.ts";
import type { Event } from "../../../model/event.ts";
import type { Facts } from "../../../model/facts.ts";
import { eksTouches } from "./eks.ts";
import { objectTouches } from "./objects.ts";
import { ruleByIdTouches, securityGroupTouches } from "./security-group.ts";
import { surroundingTouches } from "./surrounding.ts";
import type { Touch } from "./target.ts";

/** The targets that an event touches; none for clusters that no state holds and for objects that no cluster uses. */
export function touches(event: Event, facts: Facts): Touch[] {
  if (event.kind === "k8s_audit") return objectTouches(event, facts);
  return changesOf(event, facts).flatMap((change) => {
    if (change.target.object) return objectTouches(event, facts);
    if (change.target.type.startsWith("aws_eks_")) return eksTouches(change, facts);
    if (change.target.type === "aws_security_group") return securityGroupTouches(change, facts);
    if (change.target.type.startsWith("aws_vpc_security_group_")) return ruleByIdTouches(change, facts);
    return surroundingTouches(change, facts);
  });
}

/** A refused call changed nothing, yet is told of at the objects it spoke of. */
function changesOf(event: Event, facts: Facts): readonly ResourceChange[] {
  if (event.outcome.ok) return event.changes(facts);
  return (event.targets ?? []).map((target) => ({ target, what: "changed", attributes: [], arguments: [] }));
}
