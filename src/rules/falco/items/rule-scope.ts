import type { RuleProblem } from "../../../model/rule.ts";
import type { Failures } from "./failures.ts";
import type { ReadableMacro } from "./macro-texts.ts";
import type { ListScope, Said } from "./parsed-text.ts";
import type { FalcoSettings } from "./settings.ts";

/** What rules are compiled with. */
export interface RuleScope {
  lists: ListScope;
  macros: ReadonlyMap<string, ReadableMacro>;
  failedMacros: Failures;
  /** Macros that rules have named so far. */
  usedMacros: Set<string>;
  /** How many checks may still be compiled: more were made to hurt. */
  room: { left: number };
  /** How many unknown fields are still told what was meant: to look for it takes time. */
  hints: { left: number };
  settings: FalcoSettings;
}

/** Where what is wrong with one rule is said. */
export interface Hearing {
  /** @param unknownField  the name that is no field: such a rule may ask to be skipped instead */
  wrong(said: Said, unknownField?: string): void;
  warnings: RuleProblem[];
  /** What is wrong in macros that this rule uses: said once, whoever uses them. */
  macroErrors: RuleProblem[];
}
