import { globMatches } from "../../../lib/glob.ts";
import type { Actor } from "../../../model/event.ts";
import type { Facts } from "../../../model/facts.ts";
import type { Automation } from "../automation.ts";

/** AWS's own people, who look into clusters when they are asked to: always told of. */
const SUPPORT = "eks:support-engineer";

/** User names of the control plane and of what runs nodes. Source: Kubernetes and EKS documentation, system users. */
const CONTROL_PLANE =
  /^system:(apiserver|kube-controller-manager|kube-scheduler|node:.+|serviceaccount:kube-system:.+)$/;

/** Which automation a request inside the cluster came from; by the user that the server knows, not the one it acts as. */
export function automationInside({ name }: Actor, { trust }: Facts): Automation | undefined {
  if (name === SUPPORT) return undefined;
  if (trust.gitopsIdentities.some((pattern) => globMatches(pattern, name)))
    return { principal: name, component: "gitops" };
  if (name.startsWith("eks:")) return { principal: name, component: "eks-inside" };
  return CONTROL_PLANE.test(name) ? { principal: name, component: "control-plane" } : undefined;
}
