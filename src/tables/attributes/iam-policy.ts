import type { AliasTable } from "../types.ts";

export const iamPolicy: AliasTable = {
  type: "aws_iam_policy",
  id: "{arn}",
  import: "{arn}",
  match: ["id", "arn"],
  surrounding: true,
  attributes: [
    {
      path: "policy",
      kind: "policy",
      request: { CreatePolicyVersion: "policyDocument" },
      note: "Only when setAsDefault is true, or after SetDefaultPolicyVersion (then unknown until GetPolicyVersion).",
    },
  ],
};
