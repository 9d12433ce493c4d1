import type { Position } from "../../model/errors.ts";
import type { PathStep } from "../../lib/path.ts";

/** What is written behind an argument, as far as it can be known without evaluating it. */
export type Expression =
  | { literal: string | number | boolean | null }
  | { path: readonly PathStep[]; text: string } // a bare traversal: `scaling_config[0].desired_size`
  | { list: Expression[] }
  | { object: ReadonlyMap<string, Expression> }
  | { opaque: true };

/** A block of Terraform source, whichever of the two syntaxes it is written in. */
export interface Block {
  type: string;
  labels: string[];
  at: Position;
  arguments: ReadonlyMap<string, Expression>;
  blocks: Block[];
}

/** What a file holds: its top-level blocks, and where it is broken. */
export interface ParsedFile {
  blocks: Block[];
  fault?: Position;
}

/** The string an expression is, if it is one. */
export function stringOf(expression: Expression | undefined): string | undefined {
  return expression && "literal" in expression && typeof expression.literal === "string"
    ? expression.literal
    : undefined;
}

/** The text of an address: a bare traversal, or in JSON syntax (and old source) a string. */
export function addressText(expression: Expression | undefined): string | undefined {
  return expression && "path" in expression ? expression.text : stringOf(expression);
}

/** The strings of a list; what is no literal is left out. */
export function stringsOf(expression: Expression | undefined): string[] {
  if (!expression || !("list" in expression)) return [];
  return expression.list.flatMap((item) => stringOf(item) ?? []);
}

/** Nested blocks of a type. JSON syntax may write them as objects or lists; the readers level that out. */
export function blocksOf(block: Block, type: string): Block[] {
  return block.blocks.filter((child) => child.type === type);
}
