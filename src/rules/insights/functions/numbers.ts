import { numberOf, numberOr } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Definitions, FunctionDefinition } from "./signature.ts";

const ANY = Number.POSITIVE_INFINITY;

/** Functions of numbers; whatever is no number gives nothing. */
export const numberFunctions: Definitions = [
  ofNumber("abs", Math.abs),
  ofNumber("ceil", Math.ceil),
  ofNumber("floor", Math.floor),
  ofNumber("log", Math.log),
  ofNumber("sqrt", Math.sqrt),
  { name: "greatest", usage: "greatest(number, …)", arity: [1, ANY], call: (args) => most(args, Math.max) },
  { name: "least", usage: "least(number, …)", arity: [1, ANY], call: (args) => most(args, Math.min) },
];

function ofNumber(name: string, call: (value: number) => number): FunctionDefinition {
  return {
    name,
    usage: `${name}(number)`,
    arity: [1, 1],
    call: ([value]) => {
      const number = numberOf(value!);
      return number === null ? null : numberOr(call(number));
    },
  };
}

/** Leaves out what is no number. */
function most(args: readonly Value[], choose: (...numbers: number[]) => number): Value {
  const numbers = args.map(numberOf).filter((number) => number !== null);
  return numbers.length === 0 ? null : choose(...numbers);
}
