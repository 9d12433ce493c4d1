import type { AliasTable } from "../types.ts";

export const securityGroup: AliasTable = {
  type: "aws_security_group",
  id: "{id}",
  import: "{id}",
  match: ["id"],
  surrounding: true,
  attributes: [
    {
      path: "ingress",
      kind: "blockset",
      request: { AuthorizeSecurityGroupIngress: "ipPermissions.items" },
      remove: { RevokeSecurityGroupIngress: "ipPermissions.items" },
      semantics: "addRemove",
      note: "Only when the state holds inline rules; rules of separate rule resources show up here too after a refresh.",
    },
    {
      path: "egress",
      kind: "blockset",
      request: { AuthorizeSecurityGroupEgress: "ipPermissions.items" },
      remove: { RevokeSecurityGroupEgress: "ipPermissions.items" },
      semantics: "addRemove",
    },
    { path: "tags", kind: "map", request: { CreateTags: "tagSet.items" }, remove: { DeleteTags: "tagSet.items" } },
  ],
};
