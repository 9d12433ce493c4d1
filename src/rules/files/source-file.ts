import { LineCounter } from "yaml";
import type { Position } from "../../model/errors.ts";

/** The text of a rule file. */
export interface RuleFileText {
  /** As the user named it. */
  file: string;
  text: string;
  /** The pack it belongs to. */
  pack?: string;
}

/** A rule file whose offsets can be told as lines and columns. */
export class SourceFile {
  readonly name: string;
  readonly text: string;
  readonly pack?: string;
  readonly lines = new LineCounter();

  constructor({ file, text, pack }: RuleFileText) {
    this.name = file;
    this.text = text;
    if (pack !== undefined) this.pack = pack;
  }
}

/** A place in a rule file. */
export interface Place {
  file: SourceFile;
  /** In UTF-16 units. */
  offset: number;
}

/** Line and column of a place, counted from 1. */
export function positionOf({ file, offset }: Place): Position {
  const { line, col } = file.lines.linePos(offset);
  return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1) };
}
