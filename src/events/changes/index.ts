import type { ResourceChange } from "../../model/change.ts";
import type { Call } from "./call.ts";
import { autoscalingCalls } from "./autoscaling.ts";
import { ec2TagCalls } from "./ec2-tags.ts";
import { eksCalls, eksElse } from "./eks.ts";
import { iamCalls } from "./iam.ts";
import { kmsCalls } from "./kms.ts";
import { launchTemplateCalls } from "./launch-template.ts";
import { networkCalls } from "./network.ts";
import { resourceChange } from "./resource.ts";
import { securityGroupCalls } from "./security-group.ts";

type Teller = (call: Call) => ResourceChange[];

const EKS = "eks.amazonaws.com";

/** Calls that are no plain walk over the tables, by `service/Operation`. */
const odd: ReadonlyMap<string, Teller> = new Map([
  ...rows(EKS, eksCalls),
  ...rows("ec2.amazonaws.com", { ...launchTemplateCalls, ...securityGroupCalls, ...ec2TagCalls, ...networkCalls }),
  ...rows("autoscaling.amazonaws.com", autoscalingCalls),
  ...rows("iam.amazonaws.com", iamCalls),
  ...rows("kms.amazonaws.com", kmsCalls),
]);

/**
 * What a mutating AWS call did, in Terraform's words. A fact that several types may hold (a rule inside its group or
 * on its own, a tag as attribute or resource) is told once, of the type that stands first in the operation's row.
 * The call is taken as accepted: refused ones are the caller's to leave out.
 */
export function changesOf(call: Call): ResourceChange[] {
  const teller = odd.get(`${call.service}/${call.action}`);
  if (teller) return teller(call);
  const type = call.row?.types[0];
  if (call.row?.kind === "inert") return [];
  if (type === undefined) return call.service === EKS ? eksElse(call) : [];
  return [resourceChange(call, type)];
}

function rows(service: string, tellers: { [action: string]: Teller }): [string, Teller][] {
  return Object.entries(tellers).map(([action, teller]) => [`${service}/${action}`, teller]);
}
