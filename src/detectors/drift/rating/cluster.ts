import { coverWorld, isCovered as liesIn } from "../../../lib/cidr.ts";
import type { Json } from "../../../model/json.ts";
import type { Context } from "../context.ts";
import { asList, present } from "../registers.ts";
import type { Registers } from "../registers.ts";
import { stateValue } from "../state-values.ts";
import { isEmpty } from "../values/canonical.ts";
import { fixed, whole } from "./rule.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";

const CLUSTER = /^aws_eks_cluster$/;
const PUBLIC = "vpc_config[0].endpoint_public_access";
const CIDRS = "vpc_config[0].public_access_cidrs";
/** What EKS uses where nobody gave a list. */
const DEFAULT_LIST = ["0.0.0.0/0"];

export const clusterRules: readonly RatingRule[] = [
  { types: CLUSTER, path: /^vpc_config\[0\]\.endpoint_public_access$/, worst: "critical", rate: publicAccess },
  { types: CLUSTER, path: /^vpc_config\[0\]\.public_access_cidrs$/, worst: "critical", rate: publicCidrs },
  { types: CLUSTER, path: /^vpc_config\[0\]\.endpoint_private_access$/, worst: "high", rate: privateAccess },
  { types: CLUSTER, path: /^enabled_cluster_log_types$/, worst: "critical", rate: logTypes },
  {
    types: CLUSTER,
    path: /^deletion_protection$/,
    worst: "high",
    rate: ({ line }) =>
      line.after === false ? { severity: "high", phrase: "deletion protection switched off" } : undefined,
  },
  fixed(CLUSTER, /^access_config\[0\]\.authentication_mode$/, {
    severity: "high",
    control: "aws-k8s-06",
    phrase: "authentication mode changed",
  }),
  { types: CLUSTER, path: /^encryption_config/, worst: "medium", rate: encryption },
  fixed(CLUSTER, /^(role_arn|compute_config\[0\]\.node_role_arn)$/, { severity: "high", phrase: "role changed" }),
  whole(CLUSTER, ["deleted"], { severity: "critical", phrase: "cluster deleted" }),
];

interface Endpoint {
  isPublic: boolean;
  list: string[];
  from: string;
}

/** The list that counts: the call's, else the last known live one, else the state's, else the service's default. */
function endpoint(registers: Registers, { resource }: Context): Endpoint {
  const flag = present(registers[PUBLIC], resource && stateValue(resource, PUBLIC, undefined), false);
  const called = registers[CIDRS];
  const value = present(called, resource && stateValue(resource, CIDRS, undefined), false);
  const list = asList(value).map(String);
  const from = list.length === 0 ? "the default" : called ? "the log" : "the state";
  return { isPublic: flag !== false, list: list.length === 0 ? DEFAULT_LIST : list, from };
}

function publicAccess({ line, registers, context }: Rated): Rating | undefined {
  if (line.after === false) return { severity: "medium", phrase: "public endpoint closed" };
  const { list, from } = endpoint(registers, context);
  if (!coverWorld(list))
    return {
      severity: "high",
      control: "aws-k8s-01",
      phrase: "public endpoint opened",
      reason: `effective list ${list.join(", ")} (from ${from})`,
    };
  return worldOpen(`open to the world: effective list ${list.join(", ")} (from ${from})`);
}

function publicCidrs({ line, registers, context }: Rated): Rating | undefined {
  if (line.verdict === "unknown")
    return { severity: "high", control: "aws-k8s-01", phrase: "public access list changed" };
  const after = effective(line.after);
  const before = effective(line.before);
  if (coverWorld(after) && endpoint(registers, context).isPublic) return worldOpen("open to the world");
  const isWidened = after.some((cidr) => !liesIn(cidr, before));
  if (isWidened) return { severity: "high", control: "aws-k8s-01", phrase: "public access list widened" };
  return { severity: "medium", phrase: "public access list narrowed" };
}

function encryption({ line }: Rated): Rating {
  if (isEmpty(line.before)) return { severity: "medium", phrase: "secrets encryption added" };
  return { severity: "medium", control: "aws-k8s-03", phrase: "secrets encryption changed" };
}

function worldOpen(reason: string): Rating {
  return {
    severity: "critical",
    control: "aws-k8s-01",
    phrase: "public endpoint opened to the internet",
    reason,
    absolute: true,
  };
}

function effective(list: Json | undefined): string[] {
  const texts = asList(list).map(String);
  return texts.length === 0 ? DEFAULT_LIST : texts;
}

function privateAccess({ line }: Rated): Rating {
  if (line.after === false) return { severity: "high", control: "aws-k8s-01", phrase: "private endpoint closed" };
  return { severity: "medium", phrase: "private endpoint opened" };
}

function logTypes({ line }: Rated): Rating {
  const after = asList(line.after).map(String);
  const removed = asList(line.before)
    .map(String)
    .filter((type) => !after.includes(type));
  if (line.verdict === "unknown")
    return { severity: "high", control: "aws-k8s-04", phrase: "control-plane logging changed" };
  if (removed.includes("audit"))
    return { severity: "critical", control: "aws-k8s-04", phrase: "audit log switched off" };
  if (removed.length > 0)
    return { severity: "high", control: "aws-k8s-04", phrase: `control-plane log switched off: ${removed.join(", ")}` };
  return { severity: "low", phrase: "control-plane logging extended" };
}
