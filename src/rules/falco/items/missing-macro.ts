import { nearest } from "../../../lib/nearest.ts";

/** Among how many macros the one that was meant is looked for. */
const MOST_NAMES = 1000;

/** What is said of a name that is no macro. */
export function missingMacro(name: string, macros: ReadonlyMap<string, unknown>): { message: string; hint: string } {
  const meant = nearest(name, first(macros.keys()));
  return {
    message: `no macro \`${name}\``,
    hint: meant ? `did you mean \`${meant}\`?` : "define it, or compare a field here: fields have a dot in their name",
  };
}

function first(names: Iterator<string>): string[] {
  const taken: string[] = [];
  for (let next = names.next(); !next.done && taken.length < MOST_NAMES; next = names.next()) taken.push(next.value);
  return taken;
}
