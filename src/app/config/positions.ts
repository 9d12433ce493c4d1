import { isMap, isPair, isScalar, isSeq } from "yaml";
import type { Document, LineCounter, Node } from "yaml";
import type { Position } from "../../model/errors.ts";

export type ConfigPath = readonly (string | number)[];

/** `sources[1].group`; keys that are no plain words are quoted. */
export function dottedPath(path: ConfigPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step.slice(0, 80))}]`;
  }
  return text;
}

/** Finds the places of keys and values in a YAML document. */
export class Positions {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #file: string;

  constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** The place of the value at this path, else of the nearest thing around it. */
  value(path: ConfigPath): Position {
    let node: unknown = this.#document.contents;
    let found = 0;
    for (const step of path) {
      const next = child(node, step)?.value;
      if (!hasRange(next)) break;
      node = next;
      found = next.range![0];
    }
    return this.at(path.length > 0 ? found : hasRange(node) ? node.range![0] : 0);
  }

  /** The place of a key of the mapping at this path. */
  key(path: ConfigPath, name: string): Position {
    let node: unknown = this.#document.contents;
    for (const step of path) node = child(node, step)?.value;
    const key = child(node, name)?.key;
    return hasRange(key) ? this.at(key.range![0]) : this.value(path);
  }

  at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function child(node: unknown, step: string | number): { key?: unknown; value: unknown } | undefined {
  if (isSeq(node)) return { value: node.items[Number(step)] };
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isPair(pair) && (isScalar(pair.key) ? String(pair.key.value) : "") === String(step));
}

function hasRange(node: unknown): node is Node {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
