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
  /** Offset of each line's first character. */
  readonly #starts: number[] = [0];

  constructor({ file, text, pack }: RuleFileText) {
    this.name = file;
    this.text = text.replace(/^\ufeff/, "");
    if (pack !== undefined) this.pack = pack;
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** @param offset  in UTF-16 units */
  positionAt(offset: number): Position {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.name, line: low + 1, column: offset - this.#starts[low]! + 1 };
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
  return file.positionAt(offset);
}
