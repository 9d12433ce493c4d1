import { AppError } from "../../model/errors.ts";

/** A pattern that CloudWatch would refuse too, or that has what we do not evaluate. */
export class PatternError extends AppError {
  /** Where in the pattern, from 0. */
  readonly offset: number;

  constructor(message: string, offset: number, hint?: string) {
    super("rule.invalid", message, hint === undefined ? {} : { hint });
    this.name = "PatternError";
    this.offset = offset;
  }
}
