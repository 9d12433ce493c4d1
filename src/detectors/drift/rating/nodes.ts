import { scalarText } from "../../../model/json.ts";
import { fixed, whole } from "./rule.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";

const NODE_GROUP = /^aws_eks_node_group$/;
const ADDON = /^aws_eks_addon$/;
/** Add-ons without which pods get no network, no names or no credentials. */
const CORE_ADDONS = new Set(["vpc-cni", "coredns", "kube-proxy", "eks-pod-identity-agent"]);

export const nodeRules: readonly RatingRule[] = [
  whole(NODE_GROUP, ["deleted"], { severity: "critical", phrase: "node group deleted" }),
  fixed(NODE_GROUP, /^node_role_arn$/, { severity: "high", phrase: "node role changed" }),
  fixed(NODE_GROUP, /^ami_type$/, { severity: "medium", control: "aws-k8s-07", phrase: "node image type changed" }),
  fixed(NODE_GROUP, /^scaling_config/, { severity: "medium", phrase: "scaling changed" }),
  { types: ADDON, path: /^$/, verdicts: ["deleted"], worst: "high", rate: addonDeleted },
  { types: ADDON, path: /^configuration_values/, worst: "medium", rate: addonConfigured },
  { types: ADDON, path: /^addon_version$/, worst: "medium", rate: addonVersion },
  whole(/^aws_eks_fargate_profile$/, ["deleted"], { severity: "medium", phrase: "Fargate profile deleted" }),
];

function addonDeleted({ context }: Rated): Rating {
  const name = context.target.ref.match["addon_name"] ?? context.target.key.split(":").at(-1)!;
  return {
    severity: CORE_ADDONS.has(name) ? "high" : "medium",
    control: "aws-k8s-10",
    phrase: `add-on ${name} deleted`,
  };
}

function addonConfigured({ line, registers }: Rated): Rating {
  const isPolicySwitch = /#\/enableNetworkPolicy$/i.test(line.path);
  if (isPolicySwitch && scalarText(line.after) !== "true")
    return { severity: "medium", control: "aws-k8s-09", phrase: "network policy enforcement switched off" };
  return {
    severity: "medium",
    control: overwrites(registers) ? "aws-k8s-10" : undefined,
    phrase: "add-on configuration changed",
  };
}

function addonVersion({ registers }: Rated): Rating {
  return {
    severity: "medium",
    control: overwrites(registers) ? "aws-k8s-10" : undefined,
    phrase: "add-on version changed",
  };
}

/** The call told EKS to drop what was customised in the cluster. */
function overwrites(registers: Rated["registers"]): boolean {
  const argument = registers["resolve_conflicts_on_update"]?.value;
  return argument !== undefined && "set" in argument && argument.set === "OVERWRITE";
}
