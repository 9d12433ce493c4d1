import type { Field, Operand } from "../condition/ast.ts";
import { bindOperand } from "../condition/bind-operand.ts";
import type { BoundOperand } from "../condition/bound-operand.ts";
import { ConditionError } from "../condition/condition-error.ts";
import { fieldHere, transformerHere } from "../condition/parse-operand.ts";
import { Scanner } from "../condition/scanner.ts";
import { Scope } from "../condition/scope.ts";
import type { FalcoSource } from "../fields/field.ts";
import { fieldLookup } from "../fields/index.ts";
import type { FieldSettings } from "../fields/index.ts";
import { OutputError } from "./output-error.ts";

/** A field or transformer in an output. */
export interface Placeholder {
  operand: BoundOperand;
  /** Bytes to fill or to cut to. */
  width?: number;
  /** The fields it is made of, as they are written. */
  fields: readonly OutputField[];
}

export interface OutputField {
  written: string;
  operand: BoundOperand;
}

/** Wider than any message; a number beyond it is a mistake. */
const MAX_WIDTH = 10_000;

/** Of one output; who has more of them fixes these first. */
const MOST_ERRORS = 20;

/**
 * Splits an output into its texts and placeholders.
 * @throws OutputError where a `%` begins no field of the source; it names the others like it too
 */
export function parseOutput(
  format: string,
  source: FalcoSource,
  settings: FieldSettings,
): readonly (string | Placeholder)[] {
  const pieces: (string | Placeholder)[] = [];
  const errors: OutputError[] = [];
  const scope = new Scope(source, fieldLookup(settings), format);
  // A leading `*` says in Falco what always holds here: missing values suppress nothing.
  let at = format.startsWith("*") ? 1 : 0;
  for (let sign = format.indexOf("%"); sign !== -1; sign = format.indexOf("%", at)) {
    if (sign > at) pieces.push(format.slice(at, sign));
    const found = placeholderAt(sign, scope);
    if (!(found instanceof OutputError)) pieces.push(found.placeholder);
    else if (errors.push(found) === MOST_ERRORS) break;
    at = found instanceof OutputError ? sign + 1 : found.end;
  }
  const [first, ...others] = errors;
  if (first) {
    const { message, offset, unknownField, hint } = first;
    throw new OutputError(message, offset, { unknownField, hint, others });
  }
  if (at < format.length) pieces.push(format.slice(at));
  return pieces;
}

function placeholderAt(sign: number, scope: Scope): { placeholder: Placeholder; end: number } | OutputError {
  const digits = /^\d*/.exec(scope.text.slice(sign + 1, sign + 20))![0];
  if (Number(digits) > MAX_WIDTH) return new OutputError(`a width of ${digits} bytes is more than ${MAX_WIDTH}`, sign);
  const begin = sign + 1 + digits.length;
  const found = transformed(begin, scope) ?? longestField(begin, scope);
  if (!found) return noField(sign, begin, scope);
  const { operand, bound } = found;
  const fields = fieldsIn(operand).map((field) => ({
    written: scope.text.slice(field.from, field.to),
    operand: bindOperand(field, scope)!,
  }));
  const width = digits === "" ? {} : { width: Number(digits) };
  return { placeholder: { operand: bound, ...width, fields }, end: operand.to };
}

interface Found {
  operand: Operand;
  bound: BoundOperand;
}

function transformed(at: number, scope: Scope): Found | undefined {
  const operand = read(() => transformerHere(scannerAt(at, scope.text)));
  return operand && bind(operand, scope);
}

/** Of the text that could be a field, with its argument or without, the longest beginning that the source knows. */
function longestField(at: number, scope: Scope): Found | undefined {
  const whole = read(() => fieldHere(scannerAt(at, scope.text)));
  const [name] = /^[a-zA-Z0-9_.]*/.exec(scope.text.slice(at, at + LONGEST_NAME))!;
  const candidates: Field[] = whole ? [whole] : [];
  for (let length = name.length; length > 0; length -= 1) {
    const part = name.slice(0, length);
    if (NAME.test(part)) candidates.push({ kind: "field", name: part, from: at, to: at + length });
  }
  for (const operand of candidates) {
    const found = scope.fields.isKnown(scope.source, operand.name) ? bind(operand, scope) : undefined;
    if (found) return found;
  }
  return undefined;
}

const NAME = /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)+$/;
const LONGEST_NAME = 512;

function bind(operand: Operand, { source, fields, text }: Scope): Found | undefined {
  const bound = bindOperand(operand, new Scope(source, fields, text));
  return bound && { operand, bound };
}

function scannerAt(at: number, text: string): Scanner {
  const scanner = new Scanner(text);
  scanner.at = at;
  return scanner;
}

/** What cannot be read is none: a shorter beginning may be one. */
function read<T>(parse: () => T | undefined): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ConditionError) return undefined;
    throw error;
  }
}

function noField(sign: number, begin: number, scope: Scope): OutputError {
  const word = /^[a-zA-Z0-9_.]*[a-zA-Z0-9_]/.exec(scope.text.slice(begin, begin + LONGEST_NAME))?.[0];
  if (word === undefined) {
    return new OutputError("`%` begins no field", sign, { hint: "an output has no way to write a percent sign" });
  }
  const inside = wrongInside(begin, scope);
  if (inside) return new OutputError(inside.message, inside.from, inside);
  const bound = scope.fields.bind(scope.source, word);
  const problem = "extract" in bound ? { message: `\`${word}\` cannot be read here` } : bound;
  return new OutputError(problem.message, sign, { unknownField: word, ...problem });
}

/** What is wrong with a transformer, if one begins here. */
function wrongInside(begin: number, { source, fields, text }: Scope) {
  try {
    const scope = new Scope(source, fields, text);
    const call = transformerHere(scannerAt(begin, text));
    if (call) bindOperand(call, scope);
    return scope.problems[0];
  } catch (error) {
    if (error instanceof ConditionError) return error.problems[0];
    throw error;
  }
}

function fieldsIn(operand: Operand): readonly Field[] {
  if (operand.kind === "field") return [operand];
  return operand.arguments.flatMap((argument) => {
    if (argument.kind === "list")
      return argument.values.flatMap((value) => (value.kind === "string" ? [] : fieldsIn(value)));
    return argument.kind === "string" || argument.kind === "number" ? [] : fieldsIn(argument);
  });
}
