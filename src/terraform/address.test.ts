import { describe, expect, it } from "vitest";
import { configKey, parseAddress } from "./address.ts";

describe("a resource's address without its instance keys", () => {
  it.each([
    ["aws_eks_cluster.this", "aws_eks_cluster.this"],
    ["aws_eks_cluster.this[0]", "aws_eks_cluster.this"],
    ['module.a["x.y[0]"].module.b[1].aws_x.y["k.\\"z\\"].aws_w.v"]', "module.a.module.b.aws_x.y"],
    ['module.a["b"].data.aws_region.now', "module.a.data.aws_region.now"],
  ])("%s", (address, key) => expect(configKey(parseAddress(address)!)).toBe(key));

  it.each(["", "module.a", "module.a[each.key].aws_x.y", "aws_x", "aws_x.y.z", "var.x[0].y"])(
    "%j is none",
    (address) => {
      expect(parseAddress(address)).toBeUndefined();
    },
  );
});
