import type { AliasTable } from "../types.ts";

export const cloudwatchLogGroup: AliasTable = {
  type: "aws_cloudwatch_log_group",
  id: "{name}",
  import: "{name}",
  match: ["id", "name"],
  surrounding: true,
  attributes: [
    { path: "retention_in_days", kind: "number", request: { PutRetentionPolicy: "retentionInDays" }, default: 0 },
    { path: "kms_key_id", kind: "arn", request: { AssociateKmsKey: "kmsKeyId", CreateLogGroup: "kmsKeyId" } },
  ],
};
