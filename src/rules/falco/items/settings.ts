import type { FieldSettings } from "../fields/index.ts";
import type { ExtraField } from "../output/index.ts";
import type { Priority } from "./priorities.ts";

/** What is added to the output of rules. */
export interface AppendedOutput {
  /** All that stand here must hold; nothing means every rule. */
  match: { rule?: string; source?: string; tags?: readonly string[] };
  extraOutput?: string;
  /** Without it the constants of the configuration are not put behind the output. */
  suggestedOutput: boolean;
  extraFields: readonly ExtraField[];
}

/** The `falco` block of the configuration, as far as loading depends on it. */
export interface FalcoSettings {
  /** Rules below it are loaded and do not run. */
  minimumPriority: Priority;
  appendedOutput: readonly AppendedOutput[];
  fields: FieldSettings;
}
