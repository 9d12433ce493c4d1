import type { AliasTable } from "../types.ts";

export const subnet: AliasTable = {
  type: "aws_subnet",
  id: "{id}",
  import: "{id}",
  match: ["id"],
  surrounding: true,
  attributes: [
    { path: "map_public_ip_on_launch", kind: "bool", request: { ModifySubnetAttribute: "mapPublicIpOnLaunch.value" } },
    {
      path: "assign_ipv6_address_on_creation",
      kind: "bool",
      request: { ModifySubnetAttribute: "assignIpv6AddressOnCreation.value" },
    },
    { path: "tags", kind: "map", request: { CreateTags: "tagSet" }, remove: { DeleteTags: "tagSet[].key" } },
  ],
};
