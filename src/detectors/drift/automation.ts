import { isAmong, roleName } from "../../lib/arn.ts";
import { globMatches } from "../../lib/glob.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import type { Actor } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";

/** A principal that AWS or the configuration vouches for; the user agent never makes one. */
export type Automation = {
  /** What the reader is shown. */
  principal: string;
  component: Component;
};

type Component =
  | "eks"
  | "eks-inside"
  | "autoscaling"
  | "autoscaler"
  | "control-plane"
  | "karpenter"
  | "load-balancer-controller"
  | "gitops"
  | "other";

const SERVICES: [RegExp, Component][] = [
  [/^eks(-[a-z-]+)?\.amazonaws\.com(\.cn)?$/, "eks"],
  [/^AWSServiceRoleForAmazonEKS/, "eks"],
  [/^autoscaling\.amazonaws\.com/, "autoscaling"],
  [/^AWSServiceRoleForAutoScaling/, "autoscaling"],
];

/** Service account names of the well-known controllers that act on AWS. */
const SERVICE_ACCOUNTS: [RegExp, Component][] = [
  [/autoscaler/, "autoscaler"],
  [/karpenter/, "karpenter"],
  [/load-balancer-controller/, "load-balancer-controller"],
];

const SIZES = ["scaling_config[0].desired_size", "desired_capacity"];
const NODE_INTERNALS = ["aws_eks_node_group", "aws_autoscaling_group", "aws_launch_template", "aws_instance"];
const SECURITY_RULES = [
  "aws_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** Who may do what is nobody's to change by itself. */
const RIGHTS = /^kubernetes_((cluster_)?role(_binding)?|(mutating|validating)_webhook_configuration)(_v1)?$/;
const MAPPED_RIGHTS = /^data\["map(Roles|Users|Accounts)"\]/;
/** What controllers make anew and clear away. */
const PASSING = /^kubernetes_(job|pod)(_v1)?$/;

function isControllersWork(type: string, path: string): boolean {
  if (path === "") return PASSING.test(type);
  return !RIGHTS.test(type) && !MAPPED_RIGHTS.test(path);
}

/** Component → the paths that are its job. Elsewhere it drifts like anyone's. */
const JOBS: { [component in Component]: (type: string, path: string) => boolean } = {
  eks: (type) => NODE_INTERNALS.includes(type) || SECURITY_RULES.includes(type) || type === "aws_eks_access_entry",
  autoscaling: (_, path) => SIZES.includes(path),
  autoscaler: (_, path) => SIZES.includes(path),
  karpenter: (type) => type === "aws_instance" || type === "aws_launch_template",
  "load-balancer-controller": (type) => SECURITY_RULES.includes(type),
  "eks-inside": (type) => inClusterTypes.has(type),
  "control-plane": isControllersWork,
  // What it made in the account is its own (`isItsOwn`); what Terraform holds there is not.
  gitops: (type) => inClusterTypes.has(type),
  other: () => false,
};

/**
 * Which automation a call came from: a service-linked role, a service on somebody's behalf, or the role of a pod.
 * People, apply roles, admins and node roles (any pod on a node may use those) are none.
 */
export function automationOf(actor: Actor, facts: Facts): Automation | undefined {
  if (actor.arn !== undefined && isAmong(facts.trust.adminPrincipals, actor.arn)) return undefined;
  const service = actor.arn?.includes(":role/aws-service-role/")
    ? roleName(actor.arn)
    : actor.type === "AWSService"
      ? actor.name
      : actor.invokedBy;
  if (service !== undefined) return { principal: service, component: lookup(SERVICES, service) };
  const workload = actor.arn === undefined ? undefined : facts.terraform.workloadRole(actor.arn);
  if (!workload) return undefined;
  const { namespace, serviceAccount } = workload;
  const identity = `system:serviceaccount:${namespace}:${serviceAccount}`;
  const isGitops = facts.trust.gitopsIdentities.some((pattern) => globMatches(pattern, identity));
  const component = isGitops ? "gitops" : lookup(SERVICE_ACCOUNTS, serviceAccount);
  return { principal: `${roleName(actor.arn!)} (${namespace}/${serviceAccount})`, component };
}

/** Whether an object that no state holds is the automation's own. */
export function isItsOwn(automation: Automation | undefined): boolean {
  return automation?.component === "gitops";
}

/** Whether a change of this path is the automation's own job. */
export function isItsJob(automation: Automation | undefined, type: string, path: string): boolean {
  return automation !== undefined && JOBS[automation.component](type, path);
}

function lookup(table: [RegExp, Component][], name: string): Component {
  return table.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
}
