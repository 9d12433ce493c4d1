import { z } from "zod";
import { component } from "../../model/component.ts";
import type { Store } from "../../model/store.ts";
import type { StoreDeps } from "../deps.ts";

export const sqlite = component({
  kind: "store",
  type: "sqlite",
  summary: "Keeps findings, memories and what was seen in one SQLite file; one process writes it at a time.",
  options: z.strictObject({
    path: z.string().min(1).optional().describe("The file. Absent: a temporary one that ends with the process."),
    durable: z.boolean().default(true).describe("Whether a commit survives a power cut. A temporary file never does."),
  }),
  example: { path: "./binnacle.db" },
  create: async (options, deps: StoreDeps): Promise<Store> => (await import("./create.ts")).create(options, deps),
});
