import type { Json } from "../../../model/json.ts";
import { naturalOrder } from "../values/natural-order.ts";
import { numberOf, numberOr, textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { AggregateDefinition, Fold, Moment } from "./signature.ts";

type Sum = { sum: number; count: number };
/** Mean and squared distances from it, updated value by value (B. P. Welford, 1962; merged after T. F. Chan, 1979). */
type Spread = { count: number; mean: number; squares: number };
type Extreme = { number: Json; text: string | null };
type Timed = { time: number; place: number; value: Json } | null;

/** Aggregates that need no more than a small state. Values that are missing, or no numbers where those are meant, are left out. */
export const folds: readonly AggregateDefinition[] = [
  {
    name: "count",
    usage: "count(*) or count(value)",
    ofRows: true,
    how: fold<number>({
      start: 0,
      add: (count, value) => (value === null ? count : count + 1),
      merge: (a, b) => a + b,
      result: (count) => count,
    }),
  },
  { name: "sum", usage: "sum(number)", how: summed(({ sum }) => sum) },
  { name: "avg", usage: "avg(number)", how: summed(({ sum, count }) => sum / count) },
  { name: "min", usage: "min(value)", how: extreme((order) => order < 0) },
  { name: "max", usage: "max(value)", how: extreme((order) => order > 0) },
  {
    name: "stddev",
    usage: "stddev(number)",
    how: fold<Spread>({
      start: { count: 0, mean: 0, squares: 0 },
      add: (spread, value) => {
        const number = numberOf(value);
        return number === null ? spread : mergeSpreads(spread, { count: 1, mean: number, squares: 0 });
      },
      merge: mergeSpreads,
      result: ({ count, squares }) => (count === 0 ? null : numberOr(Math.sqrt(squares / count))),
    }),
  },
  { name: "earliest", usage: "earliest(value)", how: timed((order) => order < 0) },
  { name: "latest", usage: "latest(value)", how: timed((order) => order > 0) },
  { name: "sortsFirst", usage: "sortsFirst(value)", how: sorted((order) => order < 0) },
  { name: "sortsLast", usage: "sortsLast(value)", how: sorted((order) => order > 0) },
];

function fold<S extends Json>(how: Omit<Fold<S>, "kind">): Fold {
  return { kind: "fold", ...how } as unknown as Fold;
}

function summed(result: (sum: Sum) => number): Fold {
  return fold<Sum>({
    start: { sum: 0, count: 0 },
    add: (state, value) => {
      const number = numberOf(value);
      return number === null ? state : { sum: state.sum + number, count: state.count + 1 };
    },
    merge: (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
    result: (state) => (state.count === 0 ? null : numberOr(result(state))),
  });
}

/** By number while everything reads as one, else by text. */
function extreme(isBetter: (order: number) => boolean): Fold {
  const better = (a: Json, b: Json) => {
    if (a === null || b === null) return a ?? b;
    return isBetter(numberOf(b as Value)! - numberOf(a as Value)!) ? b : a;
  };
  const betterText = (a: string | null, b: string | null) => {
    if (a === null || b === null) return a ?? b;
    return isBetter(a === b ? 0 : b < a ? -1 : 1) ? b : a;
  };
  const merge = (a: Extreme & { mixed: boolean }, b: Extreme & { mixed: boolean }) => ({
    number: better(a.number, b.number),
    text: betterText(a.text, b.text),
    mixed: a.mixed || b.mixed,
  });
  return fold<Extreme & { mixed: boolean }>({
    start: { number: null, text: null, mixed: false },
    add: (state, value) => {
      if (value === null) return state;
      const isNumber = numberOf(value) !== null;
      const read = typeof value === "string" ? numberOf(value) : value;
      return merge(state, { number: read, text: textOf(value), mixed: !isNumber });
    },
    merge,
    result: ({ number, text, mixed }) => (mixed ? text : (number as Value)),
  });
}

function mergeSpreads(a: Spread, b: Spread): Spread {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (distance * b.count) / count,
    squares: a.squares + b.squares + (distance * distance * a.count * b.count) / count,
  };
}

/** The value of the row that comes first, or last, in time. */
function timed(isBetter: (order: number) => boolean): Fold {
  const merge = (a: Timed, b: Timed) => {
    if (a === null || b === null) return a ?? b;
    return isBetter(b.time - a.time || b.place - a.place) ? b : a;
  };
  return fold<Timed>({
    start: null,
    add: (state, value, { time, place }: Moment) =>
      value === null || time === null ? state : merge(state, { time, place, value: value as Json }),
    merge,
    result: (state) => (state === null ? null : (state.value as Value)),
  });
}

function sorted(isBetter: (order: number) => boolean): Fold {
  const merge = (a: Json, b: Json) => {
    if (a === null || b === null) return a ?? b;
    return isBetter(naturalOrder(b as Value, a as Value)) ? b : a;
  };
  return fold<Json>({
    start: null,
    add: (state, value) => (value === null ? state : merge(state, value)),
    merge,
    result: (state) => state as Value,
  });
}
