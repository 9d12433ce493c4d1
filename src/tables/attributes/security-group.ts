import type { AliasTable } from "../types.ts";

export const securityGroup: AliasTable = {
  type: "aws_security_group",
  id: "{id}",
  import: "{id}",
  match: ["id"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateSecurityGroup: "groupName" }, forceNew: true },
    { path: "description", kind: "scalar", request: { CreateSecurityGroup: "groupDescription" }, forceNew: true },
    { path: "vpc_id", kind: "scalar", request: { CreateSecurityGroup: "vpcId" }, forceNew: true },
    {
      path: "ingress",
      kind: "blockset",
      optionalComputed: true,
      request: { AuthorizeSecurityGroupIngress: "ipPermissions" },
      remove: { RevokeSecurityGroupIngress: "ipPermissions" },
      semantics: "addRemove",
      note: "Only when the state holds inline rules; rules of separate rule resources show up here too after a refresh.",
    },
    {
      path: "egress",
      kind: "blockset",
      optionalComputed: true,
      request: { AuthorizeSecurityGroupEgress: "ipPermissions" },
      remove: { RevokeSecurityGroupEgress: "ipPermissions" },
      semantics: "addRemove",
    },
    {
      path: "tags",
      kind: "map",
      request: { CreateTags: "tagSet", CreateSecurityGroup: "tagSpecificationSet[].tags" },
      remove: { DeleteTags: "tagSet[].key" },
    },
  ],
};
