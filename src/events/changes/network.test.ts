import { describe, expect, it } from "vitest";
import type { AttributeChange, ResourceChange } from "../../model/change.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("network and nodes", () => {
  const TABLE = ref("aws_route_table", "rtb-1", { id: "rtb-1" });
  const elementKey = ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"];
  const unmapped = (path: string, value: Json): AttributeChange => ({ ...set(path, "scalar", value), unmapped: true });
  it.each<[string, JsonObject, JsonObject | null, ResourceChange]>([
    [
      "ec2/CreateRoute",
      { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" },
      null,
      told(TABLE, "changed", [
        {
          path: "route",
          kind: "blockset",
          value: { add: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" }], remove: [] },
          elementKey,
        },
      ]),
    ],
    [
      "ec2/DeleteRoute",
      { routeTableId: "rtb-1", destinationIpv6CidrBlock: "::/0" },
      null,
      told(TABLE, "changed", [
        { path: "route", kind: "blockset", value: { add: [], remove: [{ ipv6_cidr_block: "::/0" }] }, elementKey },
      ]),
    ],
    [
      "ec2/AssociateRouteTable",
      { routeTableId: "rtb-1", subnetId: "subnet-1" },
      { associationId: "rtbassoc-1" },
      told(ref("aws_route_table_association", "rtbassoc-1", { id: "rtbassoc-1" }), "created", [
        set("route_table_id", "scalar", "rtb-1"),
        set("subnet_id", "scalar", "subnet-1"),
      ]),
    ],
    [
      "ec2/ReplaceRouteTableAssociation",
      { associationId: "rtbassoc-1", routeTableId: "rtb-2" },
      { newAssociationId: "rtbassoc-2" },
      told(
        ref("aws_route_table_association", "rtbassoc-1", { id: "rtbassoc-1" }),
        "changed",
        [set("route_table_id", "scalar", "rtb-2")],
        { effect: "the association's id is now rtbassoc-2" },
      ),
    ],
    [
      "ec2/ModifySubnetAttribute",
      { subnetId: "subnet-1", mapPublicIpOnLaunch: { value: true } },
      null,
      told(ref("aws_subnet", "subnet-1", { id: "subnet-1" }), "changed", [
        set("map_public_ip_on_launch", "bool", true),
      ]),
    ],
    [
      "ec2/DeleteNatGateway",
      { DeleteNatGatewayRequest: { NatGatewayId: "nat-1" } },
      null,
      told(ref("aws_nat_gateway", "nat-1", { id: "nat-1" }), "deleted"),
    ],
    [
      "ec2/ModifyVpcEndpoint",
      {
        ModifyVpcEndpointRequest: {
          VpcEndpointId: "vpce-1",
          PrivateDnsEnabled: false,
          AddSubnetId: { tag: 1, content: "subnet-2" },
          ResetPolicy: true,
        },
      },
      null,
      told(ref("aws_vpc_endpoint", "vpce-1", { id: "vpce-1" }), "changed", [
        set("private_dns_enabled", "bool", false),
        unmapped("resetPolicy", true),
        { path: "subnet_ids", kind: "set", value: { add: ["subnet-2"], remove: [] } },
      ]),
    ],
    [
      "ec2/DeleteVpcEndpoints",
      { DeleteVpcEndpointsRequest: { VpcEndpointId: { tag: 1, content: "vpce-1" } } },
      null,
      told(ref("aws_vpc_endpoint", "vpce-1", { id: "vpce-1" }), "deleted"),
    ],
    [
      "ec2/ModifyInstanceMetadataOptions",
      { ModifyInstanceMetadataOptionsRequest: { InstanceId: "i-1", HttpTokens: "optional" } },
      null,
      told(ref("aws_instance", "i-1", { id: "i-1" }), "changed", [unmapped("httpTokens", "optional")]),
    ],
    [
      "ec2/ModifyInstanceAttribute",
      { instanceId: "i-1", userData: "<sensitiveDataRemoved>" },
      null,
      told(ref("aws_instance", "i-1", { id: "i-1" }), "changed", [
        { path: "userData", kind: "scalar", value: { unknown: "redacted" }, unmapped: true },
      ]),
    ],
    [
      "ec2/TerminateInstances",
      { instancesSet: { items: [{ instanceId: "i-1" }] } },
      null,
      told(ref("aws_instance", "i-1", { id: "i-1" }), "deleted"),
    ],
  ])("%s", (call, request, answer, expected) => expect(changes(call, request, answer)).toEqual([expected]));
});
