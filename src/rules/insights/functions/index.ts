import type { Value } from "../values/value.ts";
import { addressFunctions } from "./addresses.ts";
import { numberFunctions } from "./numbers.ts";
import type { Definitions, FunctionDefinition } from "./signature.ts";
import { textFunctions } from "./texts.ts";
import { timeFunctions } from "./times.ts";

const ANY = Number.POSITIVE_INFINITY;

const generalFunctions: Definitions = [
  { name: "ispresent", usage: "ispresent(value)", arity: [1, 1], call: ([value]) => value !== null },
  {
    name: "coalesce",
    usage: "coalesce(value, …)",
    arity: [1, ANY],
    call: (args): Value => args.find((value) => value !== null) ?? null,
  },
];

/** Every function of the language that is no aggregate. */
export const functions: Definitions = [
  ...generalFunctions,
  ...numberFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...addressFunctions,
];

const BY_NAME = new Map(functions.map((each) => [each.name.toLowerCase(), each]));

/** The function of that name, whatever its case. */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return BY_NAME.get(name.toLowerCase());
}
