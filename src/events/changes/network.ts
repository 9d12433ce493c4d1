import type { AttributeChange, ResourceChange, ResourceRef } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import { listOf, own, textAt } from "../member.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changeOf, resourceChange } from "./resource.ts";

/** EC2 operations on what a cluster's network and nodes are made of: in short, presence and elements. */
export const networkCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  CreateRoute: (call) => [routed(call, "add")],
  ReplaceRoute: (call) => [routed(call, "add")],
  DeleteRoute: (call) => [routed(call, "remove")],
  ReplaceRouteTableAssociation: associationReplaced,
  TerminateInstances: (call) => gone(call, "aws_instance", idsIn(call, "instancesSet", "instanceId")),
  DeleteVpcEndpoints: (call) => gone(call, "aws_vpc_endpoint", idsIn(call, "vpcEndpointId", "vpcEndpointId")),
  ModifyVpcEndpoint: endpointModified,
};

/** Member of a route's call → member of the route table's `route` block; the first three name the route. */
const ROUTE: { [member: string]: string } = {
  destinationCidrBlock: "cidr_block",
  destinationIpv6CidrBlock: "ipv6_cidr_block",
  destinationPrefixListId: "destination_prefix_list_id",
  gatewayId: "gateway_id",
  natGatewayId: "nat_gateway_id",
  transitGatewayId: "transit_gateway_id",
  vpcEndpointId: "vpc_endpoint_id",
  vpcPeeringConnectionId: "vpc_peering_connection_id",
  networkInterfaceId: "network_interface_id",
  egressOnlyInternetGatewayId: "egress_only_gateway_id",
  carrierGatewayId: "carrier_gateway_id",
  localGatewayId: "local_gateway_id",
  coreNetworkArn: "core_network_arn",
};
const ROUTE_KEY = Object.values(ROUTE).slice(0, 3);

function routed(call: Call, how: "add" | "remove"): ResourceChange {
  const route: JsonObject = {};
  for (const [member, name] of Object.entries(ROUTE)) {
    const value = textAt(call.request, member);
    if (value !== undefined) route[name] = value;
  }
  const value = how === "add" ? { add: [route], remove: [] } : { add: [], remove: [route] };
  const target = byId(call, "aws_route_table", textAt(call.request, "routeTableId"));
  return changeOf(target, "changed", [{ path: "route", kind: "blockset", value, elementKey: ROUTE_KEY }]);
}

/** The association gets a new id with its new table. */
function associationReplaced(call: Call): ResourceChange[] {
  const change = resourceChange(call, "aws_route_table_association");
  const id = textAt(call.response, "newAssociationId");
  return [id === undefined ? change : { ...change, effect: `the association's id is now ${id}` }];
}

/** Lists that the call adds to and takes from: member of the call after Add or Remove → attribute. */
const ENDPOINT_LISTS: { [member: string]: string } = {
  SubnetId: "subnet_ids",
  SecurityGroupId: "security_group_ids",
  RouteTableId: "route_table_ids",
};

const isList = ({ path }: AttributeChange) => /^(add|remove)(SubnetId|SecurityGroupId|RouteTableId)\b/.test(path);

function endpointModified(call: Call): ResourceChange[] {
  const change = resourceChange(call, "aws_vpc_endpoint");
  const lists = Object.entries(ENDPOINT_LISTS).flatMap(([member, path]): AttributeChange[] => {
    const [add, remove] = [listOf(own(call.request, `add${member}`)), listOf(own(call.request, `remove${member}`))];
    return add.length + remove.length === 0 ? [] : [{ path, kind: "set", value: { add, remove } }];
  });
  return [{ ...change, attributes: [...change.attributes.filter((attribute) => !isList(attribute)), ...lists] }];
}

function gone(call: Call, type: string, ids: string[]): ResourceChange[] {
  return ids.map((id) => changeOf(byId(call, type, id), "deleted"));
}

function byId(call: Call, type: string, id: string | undefined): ResourceRef {
  return { type, ...scopeOf(call), key: id ?? "", match: id === undefined ? {} : { id } };
}

/** Ids in a list of objects or of bare texts. */
function idsIn(call: Call, list: string, member: string): string[] {
  return listOf(own(call.request, list)).flatMap((item) =>
    isObject(item) ? (textAt(item, member) ?? []) : typeof item === "string" ? item : [],
  );
}
