import { z } from "zod";
import { component } from "../../model/component.ts";
import type { Source } from "../../model/source.ts";
import type { SourceDeps } from "../deps.ts";
import { FileSource } from "./source.ts";

const cluster = z.strictObject({
  name: z.string().min(1),
  partition: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  arn: z.string().optional(),
});

export const file = component({
  kind: "source",
  type: "file",
  summary: "Reads files, folders with everything below them, and standard input; formats are told from the content.",
  options: z.strictObject({
    paths: z.array(z.string().min(1)).min(1).describe("Files and folders; `-` is standard input."),
    cluster: cluster
      .optional()
      .describe("The cluster of audit events and control-plane lines that do not name theirs."),
    since: z.number().optional().describe("Epoch ms: CloudTrail files delivered before are not opened."),
    until: z.number().optional().describe("Epoch ms: CloudTrail files delivered long after are not opened."),
    backfillWindow: z.number().default(86_400_000).describe("How long after `until` CloudTrail may deliver, in ms."),
  }),
  example: { paths: ["./AWSLogs"] },
  create: (options, deps: SourceDeps): Source => new FileSource(options, deps),
});
