import type { AliasTable } from "../types.ts";

export const cloudwatchLogGroup: AliasTable = {
  type: "aws_cloudwatch_log_group",
  id: "{name}",
  import: "{name}",
  match: ["id", "name"],
  surrounding: true,
  attributes: [
    { path: "name", kind: "scalar", request: { CreateLogGroup: "logGroupName" }, forceNew: true },
    {
      path: "retention_in_days",
      kind: "number",
      request: { PutRetentionPolicy: "retentionInDays" },
      implied: { DeleteRetentionPolicy: 0 },
      default: 0,
    },
    {
      path: "kms_key_id",
      kind: "arn",
      request: { AssociateKmsKey: "kmsKeyId", CreateLogGroup: "kmsKeyId" },
      implied: { DisassociateKmsKey: null },
    },
    {
      path: "log_group_class",
      kind: "enum",
      request: { CreateLogGroup: "logGroupClass" },
      default: "STANDARD",
      forceNew: true,
    },
    { path: "tags", kind: "map", request: { CreateLogGroup: "tags" } },
  ],
};
