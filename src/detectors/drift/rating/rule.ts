import type { FindingChange } from "../../../model/finding.ts";
import type { Severity } from "../../../model/severity.ts";
import type { Context } from "../context.ts";
import type { Register, Registers } from "../registers.ts";

/** How bad a change is, which control it breaks, and what to call it. */
export interface Rating {
  severity: Severity;
  control?: string;
  phrase?: string;
  reason?: string;
  /** Whatever `drift_rules` say. */
  absolute?: true;
}

/** What a rule looks at. */
export interface Rated {
  line: FindingChange;
  register: Register;
  registers: Registers;
  context: Context;
}

/** One row of the severity table (docs/drift.md): the types and paths it speaks of, and its judgement. */
export interface RatingRule {
  types: RegExp;
  path: RegExp;
  verdicts?: readonly FindingChange["verdict"][];
  /** The worst it can come to. */
  worst: Severity;
  /** undefined = the next row decides. */
  rate(rated: Rated): Rating | undefined;
}

/** A row whose judgement does not depend on the values. */
export function fixed(types: RegExp, path: RegExp, rating: Rating, verdicts?: RatingRule["verdicts"]): RatingRule {
  return { types, path, verdicts, worst: rating.severity, rate: () => rating };
}

/** A row that speaks of objects as a whole. */
export function whole(types: RegExp, verdicts: NonNullable<RatingRule["verdicts"]>, rating: Rating): RatingRule {
  return fixed(types, /^$/, rating, verdicts);
}
