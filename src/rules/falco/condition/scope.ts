import type { FalcoSource } from "../fields/field.ts";
import type { ConditionProblem } from "./condition-error.ts";
import type { FieldLookup } from "./lookup.ts";

/** Something odd about a condition that loads. */
export interface ConditionWarning {
  code: "LOAD_COMPILE_CONDITION" | "LOAD_UNSAFE_NA_CHECK";
  message: string;
  from: number;
  to: number;
  /** The macro in whose text the offsets count; absent for the condition itself. */
  macro?: string;
}

interface Span {
  from: number;
  to: number;
}

/** The text in which a part of a condition stands, and where what is wrong with it is gathered. */
export class Scope {
  readonly source: FalcoSource;
  readonly fields: FieldLookup;
  readonly text: string;
  readonly macro: string | undefined;
  readonly problems: ConditionProblem[];
  readonly warnings: ConditionWarning[];

  constructor(source: FalcoSource, fields: FieldLookup, text: string, outer?: Scope, macro?: string) {
    this.source = source;
    this.fields = fields;
    this.text = text;
    this.macro = macro;
    this.problems = outer?.problems ?? [];
    this.warnings = outer?.warnings ?? [];
  }

  /** The same gathering, in a macro's text. */
  within(macro: string, text: string): Scope {
    return new Scope(this.source, this.fields, text, this, macro);
  }

  problem({ from, to }: Span, message: string, hint?: string, more: { unknownField?: string } = {}): void {
    this.problems.push({ message, from, to, ...(hint === undefined ? {} : { hint }), ...more, ...this.#where });
  }

  warn({ from, to }: Span, code: ConditionWarning["code"], message: string): void {
    this.warnings.push({ code, message, from, to, ...this.#where });
  }

  get #where(): { macro?: string } {
    return this.macro === undefined ? {} : { macro: this.macro };
  }
}
