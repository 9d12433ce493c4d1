import type { AliasTable } from "../types.ts";

export const iamRole: AliasTable = {
  type: "aws_iam_role",
  id: "{name}",
  import: "{name}",
  match: ["id", "name", "arn"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateRole: "roleName" }, forceNew: true },
    { path: "path", kind: "scalar", request: { CreateRole: "path" }, default: "/", forceNew: true },
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
    {
      path: "permissions_boundary",
      kind: "arn",
      request: { PutRolePermissionsBoundary: "permissionsBoundary", CreateRole: "permissionsBoundary" },
      implied: { DeleteRolePermissionsBoundary: null },
    },
    { path: "tags", kind: "map", request: { TagRole: "tags", CreateRole: "tags" }, remove: { UntagRole: "tagKeys" } },
  ],
};
