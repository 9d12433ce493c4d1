import { fixed, whole } from "./rule.ts";
import type { RatingRule } from "./rule.ts";

/** What holds for every type; read last. */
export const commonRules: readonly RatingRule[] = [
  fixed(/^/, /^/, { severity: "low", phrase: "changed in a way that no attribute holds" }, ["unmapped"]),
  fixed(/^/, /^tags(_all)?(\[|$)/, { severity: "low", phrase: "tags changed" }),
  fixed(/^aws_ec2_tag$|^aws_autoscaling_group_tag$/, /^/, { severity: "low", phrase: "tag changed" }),
  whole(/^aws_eks_/, ["unmanaged"], { severity: "medium", phrase: "made outside Terraform" }),
  whole(/^/, ["unmanaged"], { severity: "low", phrase: "made outside Terraform" }),
  whole(/^/, ["replaced"], { severity: "medium", phrase: "deleted and made anew" }),
  whole(/^/, ["deleted"], { severity: "medium", phrase: "deleted" }),
];
