import type { Position } from "../../../model/errors.ts";

export type NamedKind = "list" | "macro" | "rule";

/** Items that did not load, by name: what needs them fails too, and names them. */
export class Failures {
  readonly #places = new Map<string, Position>();

  add(name: string, at: Position): void {
    if (!this.#places.has(name)) this.#places.set(name, at);
  }

  /** A new definition takes the place of what failed. */
  delete(name: string): void {
    this.#places.delete(name);
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  get names(): string[] {
    return [...this.#places.keys()];
  }

  /** Name and place of each. */
  entries(): [string, Position][] {
    return [...this.#places];
  }

  /** What is said to those that need it. */
  says(kind: NamedKind, name: string): string {
    const at = this.#places.get(name);
    return `needs the ${kind} \`${name}\`, which did not load${at === undefined ? "" : ` (${at.file}:${at.line})`}`;
  }
}
