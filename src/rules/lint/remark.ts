import type { Place } from "./condition.ts";

/** What a lint says of a place in a condition. */
export interface Remark extends Place {
  /** A key of `LINTS`. */
  code: string;
  message: string;
  hint?: string;
  /** Nothing to mend, something to know. */
  isNote?: true;
  /** What stands there can never be so. */
  impossible?: boolean;
  /** The one text, of those asked for, that is meant. */
  value?: string;
}
