/**
 * Bytes that JSON and lines are made of. The loops over every byte of every record (`scan.ts`, `glance.ts`, `strict.ts`,
 * `skipper.ts`) have their own: the engine folds a constant of the same module but loads an imported one each time, and
 * with that a glance takes half as long again.
 */
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_ARRAY = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
