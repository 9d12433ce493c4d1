import type { AliasTable } from "../types.ts";

/** The state id is synthetic in old provider versions and role/policy_arn in new ones: match on the two attributes. */
export const iamRolePolicyAttachment: AliasTable = {
  type: "aws_iam_role_policy_attachment",
  id: "{role}-{unique}",
  import: "{role}/{policy_arn}",
  match: ["role+policy_arn"],
  surrounding: true,
  attributes: [
    { path: "role", kind: "scalar", request: { AttachRolePolicy: "roleName" }, forceNew: true },
    { path: "policy_arn", kind: "arn", request: { AttachRolePolicy: "policyArn" }, forceNew: true },
  ],
};
