import type { AliasTable } from "../types.ts";

export const iamRole: AliasTable = {
  type: "aws_iam_role",
  id: "{name}",
  import: "{name}",
  match: ["id", "name", "arn"],
  surrounding: true,
  attributes: [
    {
      path: "assume_role_policy",
      kind: "policy",
      request: { UpdateAssumeRolePolicy: "policyDocument", CreateRole: "assumeRolePolicyDocument" },
    },
    { path: "description", kind: "scalar", request: { UpdateRole: "description", CreateRole: "description" } },
    {
      path: "max_session_duration",
      kind: "number",
      request: { UpdateRole: "maxSessionDuration", CreateRole: "maxSessionDuration" },
      default: 3600,
    },
    { path: "permissions_boundary", kind: "arn", request: { PutRolePermissionsBoundary: "permissionsBoundary" } },
    { path: "tags", kind: "map", request: { TagRole: "tags" }, remove: { UntagRole: "tagKeys" } },
  ],
};
