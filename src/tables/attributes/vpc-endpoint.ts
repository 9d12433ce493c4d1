import type { AliasTable } from "../types.ts";

export const vpcEndpoint: AliasTable = {
  type: "aws_vpc_endpoint",
  id: "{id}",
  import: "{id}",
  match: ["id"],
  surrounding: true,
  attributes: [
    { path: "policy", kind: "policy", request: { ModifyVpcEndpoint: "policyDocument" } },
    { path: "private_dns_enabled", kind: "bool", request: { ModifyVpcEndpoint: "privateDnsEnabled" } },
  ],
};
