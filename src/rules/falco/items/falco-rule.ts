import type { Position } from "../../../model/errors.ts";
import type { Rule } from "../../../model/rule.ts";
import type { Condition } from "../condition/ast.ts";
import type { FalcoSource } from "../fields/field.ts";
import type { OutputFormat } from "../output/index.ts";
import type { ReadableMacro } from "./macro-texts.ts";
import type { Priority } from "./priorities.ts";

/** A Falco rule that loaded. */
export interface FalcoRule extends Rule {
  language: "falco";
  source: FalcoSource;
  priority: Priority;
  /** Why it does not run. */
  off?: "disabled" | "priority";
  /** With its exceptions; macros by name. */
  condition: Condition;
  /** What the offsets of `condition` count in: lists put in, exceptions behind. */
  conditionText: string;
  /** Where a character of `conditionText` was written. */
  conditionAt(offset: number): Position;
  /** Every macro that rules may use. */
  macros: ReadonlyMap<string, ReadableMacro>;
  output: OutputFormat;
  outputText: string;
  outputAt(offset: number): Position;
}
