import type { Condition } from "../condition/ast.ts";
import { checksIn, macrosIn } from "../condition/index.ts";

/** The first reference to each macro, and where it stands in the condition's text. */
export function referencesIn(condition: Condition): { name: string; from: number }[] {
  const found = new Map<string, number>();
  const walk = (part: Condition): void => {
    if (part.kind === "macro" && !found.has(part.name)) found.set(part.name, part.from);
    if (part.kind === "not") walk(part.part);
    if (part.kind === "and" || part.kind === "or") for (const one of part.parts) walk(one);
  };
  walk(condition);
  return [...found].map(([name, from]) => ({ name, from }));
}

/** More than one condition may have. */
const MOST_CHECKS = 100_000;

/** How many checks a condition has with those of its macros, counted to 100,000. */
export function checksOf(condition: Condition, macros: ReadonlyMap<string, { checks: number }>): number {
  const inner = macrosIn(condition).map((name) => macros.get(name)?.checks ?? 0);
  return Math.min(
    MOST_CHECKS,
    inner.reduce((sum, checks) => sum + checks, checksIn(condition).length),
  );
}
