import type { Place } from "./condition.ts";
import type { LintCode } from "./codes.ts";

/** What a lint says of a place in a condition. */
export interface Remark extends Place {
  code: LintCode;
  message: string;
  hint?: string;
  /** Nothing to mend, something to know. */
  isNote?: true;
  /** What stands there can never be so. */
  impossible?: boolean;
  /** The one text, of those asked for, that is meant. */
  value?: string;
}
