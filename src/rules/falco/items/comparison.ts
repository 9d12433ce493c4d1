import { MODIFIERS, OPERATORS, takesModifier } from "../condition/operators.ts";

/** An operator as exceptions name it. */
export interface Comparison {
  operator: string;
  /** `oneof`, `anyof` or `allof`. */
  modifier?: string;
}

/** Every operator of conditions, `==` too. */
export const OPERATOR_NAMES: readonly string[] = [...Object.keys(OPERATORS), "=="];

/** `startswith anyof` → its two words; of other texts the whole is the operator. */
export function comparison(text: string): Comparison {
  const [operator = "", modifier, ...rest] = text.split(/\s+/);
  const isModifier = rest.length === 0 && (MODIFIERS as readonly (string | undefined)[]).includes(modifier);
  return isModifier ? { operator, modifier: modifier! } : { operator: text };
}

/** Whether a list of values may stand on the right of it. */
export function comparesWithList({ operator, modifier }: Comparison): boolean {
  const name = operator === "==" ? "=" : operator;
  if (!Object.hasOwn(OPERATORS, name)) return false;
  return modifier === undefined ? OPERATORS[name]!.lists === true : takesModifier(name, "text");
}
