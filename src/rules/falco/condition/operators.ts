import type { FieldType } from "../fields/field.ts";

/** What stands on the left of an operator, as far as operators care; a time is a number. */
export type Shape = "text" | "list" | "number" | "boolean";

export interface Operator {
  /** What it can be asked of. */
  takes: readonly Shape[];
  /** Takes a list of constants without a modifier. */
  lists?: true;
  /** `val(…)` and transformers may stand on its right. */
  fields?: true;
  /** Takes only a number on its right. */
  numeric?: true;
  /** Takes no right side. */
  alone?: true;
  /** Why nothing can be asked with it here. */
  refused?: string;
}

const BUFFERS = "it compares bytes of system calls, which no field of these sources holds";

/** Rule: Falco 0.44, operators of conditions by type of the left side. */
export const OPERATORS: { readonly [name: string]: Operator } = {
  exists: { takes: ["text", "list", "number", "boolean"], alone: true },
  "=": { takes: ["text", "number", "boolean"], fields: true },
  "!=": { takes: ["text", "number", "boolean"], fields: true },
  "<": { takes: ["text", "number"], fields: true, numeric: true },
  "<=": { takes: ["text", "number"], fields: true, numeric: true },
  ">": { takes: ["text", "number"], fields: true, numeric: true },
  ">=": { takes: ["text", "number"], fields: true, numeric: true },
  contains: { takes: ["text"], fields: true },
  icontains: { takes: ["text"], fields: true },
  startswith: { takes: ["text"], fields: true },
  endswith: { takes: ["text"], fields: true },
  glob: { takes: ["text"], fields: true },
  iglob: { takes: ["text"], fields: true },
  regex: { takes: ["text"] },
  bcontains: { takes: [], refused: BUFFERS },
  bstartswith: { takes: [], refused: BUFFERS },
  in: { takes: ["text", "list", "number", "boolean"], lists: true, fields: true },
  intersects: { takes: ["text", "list", "number", "boolean"], lists: true, fields: true },
  pmatch: { takes: ["text"], lists: true },
};

/** What a modifier may stand behind: any operator on texts that takes one constant, equality elsewhere. */
export function takesModifier(operator: string, shape: Shape): boolean {
  const { lists, alone, numeric } = OPERATORS[operator]!;
  return !lists && !alone && !numeric && (shape === "text" || operator === "=" || operator === "!=");
}

export function shapeOf(type: FieldType, isList: boolean): Shape {
  if (isList) return "list";
  return type === "string" ? "text" : type === "boolean" ? "boolean" : "number";
}

/** Words, longest first, as they are looked for. */
export const WORD_OPERATORS = Object.keys(OPERATORS)
  .filter((name) => /^[a-z]/.test(name) && !OPERATORS[name]!.lists && !OPERATORS[name]!.alone)
  .toSorted((a, b) => b.length - a.length);

export const LIST_OPERATORS = ["intersects", "in", "pmatch"] as const;
export const MODIFIERS = ["oneof", "anyof", "allof"] as const;
export const TRANSFORMER_NAMES = ["tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"] as const;
