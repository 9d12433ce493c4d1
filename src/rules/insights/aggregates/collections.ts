import { numberOf, textOf } from "../values/value.ts";
import { numberFrom, sortableNumber } from "./sortable-number.ts";
import type { AggregateDefinition } from "./signature.ts";

/** Aggregates that need every value of a group. The service estimates both; here they are exact. */
export const collections: readonly AggregateDefinition[] = [
  {
    name: "count_distinct",
    usage: "count_distinct(value)",
    how: {
      kind: "collection",
      element: textOf,
      result: (elements) => {
        let count = 0;
        for (const _ of elements) count += 1;
        return count;
      },
    },
  },
  {
    name: "pct",
    usage: "pct(number, percent)",
    parameter: { least: 0, most: 100, what: "a percentage" },
    how: {
      kind: "collection",
      element: (value) => {
        const number = numberOf(value);
        return number === null ? null : sortableNumber(number);
      },
      // Nearest rank: the value at place ⌈p/100·n⌉ of the sorted ones.
      result: (elements, total, percent) => {
        // 99.9 % of 3000 are 2997: the last digits of a product of fractions say nothing.
        const rank = Math.max(1, Math.ceil(Number(((percent / 100) * total).toPrecision(12))));
        let passed = 0;
        for (const [element, count] of elements) {
          passed += count;
          if (passed >= rank) return numberFrom(element);
        }
        return null;
      },
    },
  },
];
