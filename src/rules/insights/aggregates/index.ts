import { collections } from "./collections.ts";
import { folds } from "./folds.ts";
import type { AggregateDefinition } from "./signature.ts";

/** Every aggregate of the language. */
export const aggregates: readonly AggregateDefinition[] = [...folds, ...collections];

const BY_NAME = new Map(aggregates.map((each) => [each.name.toLowerCase(), each]));

/** The aggregate of that name, whatever its case. */
export function aggregateNamed(name: string): AggregateDefinition | undefined {
  return BY_NAME.get(name.toLowerCase());
}
