import type { AttributeChange, ResourceChange } from "../../model/change.ts";
import { textAt } from "../member.ts";
import type { Call } from "./call.ts";
import { resourceChange } from "./resource.ts";

const TYPE = "aws_iam_policy";

/** IAM operations on the versions of a policy: its attribute is the default version's document. */
export const iamCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  CreatePolicyVersion: versionCreated,
  SetDefaultPolicyVersion: defaultSet,
};

function versionCreated(call: Call): ResourceChange[] {
  const change = resourceChange(call, TYPE);
  if (call.cut !== undefined || textAt(call.request, "setAsDefault") === "true") return [change];
  const attributes = change.attributes.filter(({ path }) => path !== "policy");
  return [{ ...change, attributes, effect: "a version that is not the default: nothing uses it yet" }];
}

function defaultSet(call: Call): ResourceChange[] {
  const version = textAt(call.request, "versionId") ?? "another version";
  const policy: AttributeChange = {
    path: "policy",
    kind: "policy",
    value: { unknown: `${version} is the default now` },
  };
  const change = resourceChange(call, TYPE);
  return [{ ...change, attributes: [policy, ...change.attributes] }];
}
