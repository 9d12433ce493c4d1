import type { RuleSet } from "../model/rule.ts";

/** What detectors are made with. */
export interface DetectorDeps {
  rules: RuleSet;
}
