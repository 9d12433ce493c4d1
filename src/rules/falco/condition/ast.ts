/** Where a part stands in the condition's text. */
interface Span {
  from: number;
  to: number;
}

export type Condition =
  | (Span & { kind: "and" | "or"; parts: readonly Condition[] })
  | (Span & { kind: "not"; part: Condition })
  | (Span & { kind: "macro"; name: string })
  | Check;

export type Check = Span & {
  kind: "check";
  left: Operand;
  /** As written; `==` reads `=`. */
  operator: string;
  modifier?: "oneof" | "anyof" | "allof";
  /** Absent for `exists`. */
  right?: Constant | Operand;
};

/** What stands on the right: texts as they were meant, unescaped. */
export type Constant =
  | (Span & { kind: "string"; value: string; quoted: boolean })
  | (Span & { kind: "number"; text: string })
  | (Span & { kind: "list"; values: readonly string[] });

export type Operand = Field | Transformer;

export type Field = Span & {
  kind: "field";
  name: string;
  /** What stands between the brackets, unescaped. */
  argument?: string;
};

export type Transformer = Span & {
  kind: "transformer";
  name: string;
  arguments: readonly TransformerArgument[];
};

export type TransformerArgument =
  | Operand
  | (Span & { kind: "string"; value: string })
  | (Span & { kind: "number"; text: string })
  | (Span & { kind: "list"; values: readonly (Operand | (Span & { kind: "string"; value: string }))[] });
