import type { Claim } from "../condition.ts";
import type { Remark } from "../remark.ts";
import { placeOf } from "./site.ts";
import type { Check } from "./site.ts";

/** Members that are lists or objects in every record that has them. */
const LISTS =
  /^(sourceIPs|(user|impersonatedUser)\.groups|(requestObject|responseObject)\.((metadata\.(ownerReferences|managedFields|finalizers))|subjects|rules|webhooks|spec\.(containers|initContainers|volumes|policyTypes|ingress|egress|ports|rules)))$/;
const OBJECTS =
  /^(user|user\.extra|impersonatedUser|objectRef|responseStatus|requestObject|responseObject|annotations|(requestObject|responseObject)\.(metadata|spec|status|data|roleRef|metadata\.(labels|annotations)|spec\.(podSelector|template|securityContext))|userIdentity|userIdentity\.sessionContext|requestParameters|responseElements|tlsDetails)$/;

/** An object or a list of a record where a value is asked for. */
export const containers: Check = ({ claim }) => {
  const path = claim.path ?? "";
  if (LISTS.test(path)) return noValue(claim, "a list", `${claim.field}${claim.field.startsWith("$") ? "[0]" : ".0"}`);
  return OBJECTS.test(path) ? noValue(claim, "an object") : [];
};

/** @param leaf  what could be asked for instead */
export function noValue(claim: Claim, what: string, leaf?: string): Remark[] {
  if (claim.test.is === "exists" || (claim.readsJson && !wantsPlainText(claim))) return [];
  const message = `\`${claim.field}\` is ${what}, not a value`;
  // `ct.request.…` takes no steps into lists.
  const isPath = leaf !== undefined && !(leaf.startsWith("ct.") && leaf.includes(".0"));
  const hint = !isPath ? {} : { hint: `for instance \`${leaf}\`` };
  const isNever = !claim.negated || (claim.needsValue === true && !claim.readsJson);
  return [{ code: "object-compared", message, ...hint, ...(isNever ? { impossible: true } : {}), ...placeOf(claim) }];
}

function wantsPlainText({ test }: Claim): boolean {
  return test.is === "one-of" && test.values.every((value) => !/^[[{]/.test(value));
}
