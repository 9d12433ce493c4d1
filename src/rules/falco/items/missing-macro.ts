import { nearest } from "../../../lib/nearest.ts";

/** Among how many macros the one that was meant is looked for. */
const MOST_NAMES = 1000;

/** What is said of a name that is no macro. */
export function missingMacro(name: string, macros: readonly string[]): { message: string; hint: string } {
  const meant = nearest(name, macros.slice(0, MOST_NAMES));
  return {
    message: `no macro \`${name}\``,
    hint: meant ? `did you mean \`${meant}\`?` : "define it, or compare a field here: fields have a dot in their name",
  };
}
