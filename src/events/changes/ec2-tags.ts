import { keyPath } from "../../lib/path.ts";
import type { AttributeChange, ResourceChange } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import { listOf, own, textAt } from "../member.ts";
import { hiddenReason } from "../redaction.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changeOf } from "./resource.ts";

/** Tags of EC2 objects; other objects than these have nothing to do with a cluster. */
export const ec2TagCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  CreateTags: (call) => tagged(call, false),
  DeleteTags: (call) => tagged(call, true),
};

const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sg: "aws_security_group",
    lt: "aws_launch_template",
    subnet: "aws_subnet",
    vpc: "aws_vpc",
    rtb: "aws_route_table",
    nat: "aws_nat_gateway",
    vpce: "aws_vpc_endpoint",
  }),
);

function tagged(call: Call, isRemoval: boolean): ResourceChange[] {
  const attributes = attributesOf(call, isRemoval);
  return listOf(own(call.request, "resourcesSet")).flatMap((item) => {
    const id = isObject(item) ? textAt(item, "resourceId") : undefined;
    const type = id === undefined ? undefined : TYPES.get(id.slice(0, id.indexOf("-")));
    return id === undefined || type === undefined
      ? []
      : [changeOf({ type, ...scopeOf(call), key: id, match: { id } }, "changed", attributes)];
  });
}

function attributesOf(call: Call, isRemoval: boolean): AttributeChange[] {
  const tags = listOf(own(call.request, "tagSet")).filter(isObject);
  // A removal that names no tag takes them all.
  if (isRemoval && tags.length === 0) return [{ path: "tags", kind: "map", value: { set: null } }];
  return tags.flatMap((tag) => {
    const key = textAt(tag, "key");
    if (key === undefined || key.startsWith("aws:")) return [];
    const hidden = hiddenReason(tag["value"] ?? "");
    const value = isRemoval
      ? { set: null }
      : hidden === undefined
        ? { set: textAt(tag, "value") ?? "" }
        : { unknown: hidden };
    return [{ path: keyPath("tags", key), kind: "map" as const, value }];
  });
}
