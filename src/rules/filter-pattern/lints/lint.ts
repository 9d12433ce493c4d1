/** Something about a pattern that its author may not have meant. */
export interface PatternLint {
  code: PatternLintCode;
  message: string;
  hint?: string;
  /** Where in the pattern. */
  from: number;
  to: number;
}

export type PatternLintCode =
  | "optional-ignored"
  | "inner-star"
  | "neq-missing"
  | "dup-branch"
  | "never-matches"
  | "impersonation-blind"
  | "arn-user-blind"
  | "truncated-blind"
  | "regex-limit"
  | "extension";
