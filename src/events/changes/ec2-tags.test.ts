import { describe, expect, it } from "vitest";
import { changes, ref, set, told } from "../../../test/telling.ts";

describe("EC2 tags", () => {
  const request = {
    resourcesSet: { items: [{ resourceId: "subnet-1" }, { resourceId: "vpc-1" }, { resourceId: "ami-1" }] },
    tagSet: {
      items: [
        { key: "kubernetes.io/cluster/shop", value: "owned" },
        { key: "aws:x", value: "y" },
      ],
    },
  };
  const SUBNET = ref("aws_subnet", "subnet-1", { id: "subnet-1" });
  const VPC = ref("aws_vpc", "vpc-1", { id: "vpc-1" });

  it("are told of each object that may carry a cluster", () => {
    const line = set('tags["kubernetes.io/cluster/shop"]', "map", "owned");
    expect(changes("ec2/CreateTags", request)).toEqual([told(SUBNET, "changed", [line]), told(VPC, "changed", [line])]);
  });

  it("are taken away, one or all", () => {
    const line = set('tags["kubernetes.io/cluster/shop"]', "map", null);
    expect(changes("ec2/DeleteTags", request)).toEqual([told(SUBNET, "changed", [line]), told(VPC, "changed", [line])]);
    const { tagSet: _, ...all } = request;
    expect(changes("ec2/DeleteTags", all)[0]).toEqual(told(SUBNET, "changed", [set("tags", "map", null)]));
  });
});
