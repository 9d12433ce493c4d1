import { z } from "zod";
import { component } from "../../../model/component.ts";
import { fileBackend } from "./read.ts";

/** States on the local disk. */
export const fileState = component({
  kind: "state",
  type: "path",
  summary: "Reads Terraform states from a file, or from every state file under a folder.",
  options: z.strictObject({
    path: z.string().min(1).describe("State file, output of `terraform show -json`, or a folder of them."),
  }),
  example: { path: "./infra/terraform.tfstate" },
  create: ({ path }: { path: string }) => fileBackend(path),
});
