import { isAmong, roleName } from "../../../lib/arn.ts";
import type { Json } from "../../../model/json.ts";
import type { Context } from "../context.ts";
import { asList, present } from "../registers.ts";
import { stateValue } from "../state-values.ts";
import { fixed, whole } from "./rule.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";

const ENTRY = /^aws_eks_access_entry$/;
const ASSOCIATION = /^aws_eks_access_policy_association$/;
const ACCESS = /^aws_eks_access_(entry|policy_association)$/;
const ADMIN_POLICIES = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);
const ADMIN_GROUP = "system:masters";
const CONTROL = "aws-k8s-06";
const SCOPE = "access_scope[0].type";

export const accessRules: readonly RatingRule[] = [
  { types: ASSOCIATION, path: /^$/, verdicts: ["unmanaged", "replaced"], worst: "critical", rate: policyGranted },
  { types: ASSOCIATION, path: /^access_scope/, worst: "critical", rate: scopeChanged },
  { types: ENTRY, path: /^$/, verdicts: ["unmanaged", "replaced"], worst: "critical", rate: entryMade },
  { types: ENTRY, path: /^kubernetes_groups$/, worst: "critical", rate: groupsChanged },
  whole(ACCESS, ["deleted"], { severity: "medium", phrase: "access withdrawn" }),
  fixed(ENTRY, /^(user_name|type|principal_arn)$/, { severity: "medium", control: CONTROL }),
  fixed(/^aws_eks_identity_provider_config$/, /^/, { severity: "medium" }),
  fixed(
    /^aws_eks_(pod_identity_association|fargate_profile|capability|addon)$/,
    /(^|\.)(target_role_arn|role_arn|service_account_role_arn|pod_execution_role_arn)$/,
    { severity: "high", control: "aws-k8s-02", phrase: "role changed" },
  ),
  whole(/^aws_eks_pod_identity_association$/, ["unmanaged", "replaced"], {
    severity: "medium",
    control: "aws-k8s-02",
    phrase: "pod identity association made by hand",
  }),
];

/** Power over the whole cluster given to somebody: less of a surprise where the grantee is a known admin. */
function granted(context: Context, what: string): Rating {
  const principal = principalOf(context);
  const isAdmin = isAmong(context.facts.trust.adminPrincipals, principal);
  return {
    severity: isAdmin ? "high" : "critical",
    control: CONTROL,
    phrase: `${what} granted to ${roleName(principal)}`,
  };
}

function principalOf({ target, resource }: Context): string {
  const held = resource?.attributes["principal_arn"];
  return target.ref.match["principal_arn"] ?? (typeof held === "string" ? held : "");
}

function policyGranted({ line, context }: Rated): Rating {
  const policy = roleName(policyOf(context));
  const verb = line.verdict === "replaced" ? "granted again" : "granted";
  if (ADMIN_POLICIES.has(policy)) return granted(context, policy);
  return { severity: "medium", control: CONTROL, phrase: `${policy} ${verb} to ${roleName(principalOf(context))}` };
}

function policyOf({ target, resource }: Context): string {
  const held = resource?.attributes["policy_arn"];
  return target.ref.match["policy_arn"] ?? (typeof held === "string" ? held : "");
}

function scopeChanged({ line, context }: Rated): Rating {
  const wasCluster = context.resource !== undefined && stateValue(context.resource, SCOPE, undefined) === "cluster";
  const isWider = line.path === SCOPE ? line.after === "cluster" : !wasCluster && gains(line);
  if (!isWider) return { severity: "medium", phrase: "access scope narrowed" };
  if (ADMIN_POLICIES.has(roleName(policyOf(context)))) return granted(context, `wider ${roleName(policyOf(context))}`);
  return { severity: "medium", control: CONTROL, phrase: "access scope changed" };
}

function gains({ before, after }: Rated["line"]): boolean {
  return asList(after).some((item) => !asList(before).includes(item));
}

function entryMade({ registers, context }: Rated): Rating {
  const groups = asList(present(registers["kubernetes_groups"], undefined, false));
  if (groups.includes(ADMIN_GROUP)) return granted(context, ADMIN_GROUP);
  return { severity: "medium", control: CONTROL, phrase: `access entry made for ${roleName(principalOf(context))}` };
}

function groupsChanged({ line, context }: Rated): Rating {
  const added = (list: Json | undefined) => asList(list).includes(ADMIN_GROUP);
  if (added(line.after) && !added(line.before)) return granted(context, ADMIN_GROUP);
  return { severity: "medium", control: gains(line) ? CONTROL : undefined };
}
