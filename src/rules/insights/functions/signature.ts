import type { Value } from "../values/value.ts";
import type { Period } from "../values/period.ts";

/** What a function is told beside its arguments. */
export interface Clock {
  /** Epoch ms at which the query began. */
  now: number;
}

/** A function of the language; its arguments are values unless it says otherwise. */
export interface FunctionDefinition {
  /** As the documentation spells it; users write it in any case. */
  name: string;
  /** How it is called, for messages: `substr(text, start[, length])`. */
  usage: string;
  /** Fewest and most arguments. */
  arity: readonly [number, number];
  /** Place of the argument that is a period, if there is one. */
  period?: number;
  /** It reads `@timestamp` without being told: the value comes before the arguments. */
  readsTime?: true;
  /** Arguments are asked for as the record spells them (`1.0` stays `1.0`). */
  ofText?: true;
  call: (args: readonly Value[], clock: Clock, period: Period | undefined) => Value;
}

export type Definitions = readonly FunctionDefinition[];
