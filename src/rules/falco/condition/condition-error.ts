/** What is wrong with a part of a condition; offsets count characters of the text it stands in. */
export interface ConditionProblem {
  message: string;
  from: number;
  to: number;
  /** What was meant, or what to do. */
  hint?: string;
  /** The name that is no field of the source. */
  unknownField?: string;
  /** The macro in whose text the offsets count; absent for the condition itself. */
  macro?: string;
}

/** A condition that does not load; `problems` holds all that is wrong, the fields repeat the first. */
export class ConditionError extends Error {
  readonly problems: readonly ConditionProblem[];
  readonly from: number;
  readonly to: number;
  readonly hint: string | undefined;
  readonly unknownField: string | undefined;

  constructor(problems: readonly [ConditionProblem, ...ConditionProblem[]]) {
    const [first] = problems;
    super(first.message);
    this.name = "ConditionError";
    this.problems = problems;
    this.from = first.from;
    this.to = first.to;
    this.hint = first.hint;
    this.unknownField = first.unknownField;
  }
}
