import type { AliasTable } from "../types.ts";

export const iamRolePolicy: AliasTable = {
  type: "aws_iam_role_policy",
  id: "{role}:{name}",
  import: "{role}:{name}",
  match: ["id"],
  surrounding: true,
  attributes: [
    { path: "role", kind: "scalar", request: { PutRolePolicy: "roleName" }, forceNew: true },
    { path: "name", kind: "scalar", request: { PutRolePolicy: "policyName" }, forceNew: true },
    { path: "policy", kind: "policy", request: { PutRolePolicy: "policyDocument" } },
  ],
};
