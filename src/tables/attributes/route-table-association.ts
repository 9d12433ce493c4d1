import type { AliasTable } from "../types.ts";

export const routeTableAssociation: AliasTable = {
  type: "aws_route_table_association",
  id: "{id}",
  import: "{id}",
  match: ["id", "route_table_id+subnet_id"],
  surrounding: true,
  attributes: [
    {
      path: "route_table_id",
      kind: "scalar",
      request: { AssociateRouteTable: "routeTableId", ReplaceRouteTableAssociation: "routeTableId" },
    },
    { path: "subnet_id", kind: "scalar", request: { AssociateRouteTable: "subnetId" }, forceNew: true },
  ],
};
