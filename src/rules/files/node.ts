import type { Place } from "./source-file.ts";
import { scalarRuns } from "./scalar-runs.ts";
import type { ScalarStyle } from "./scalar-runs.ts";
import type { Traced } from "./traced.ts";

interface Placed {
  place: Place;
  /** How much it is to walk it with what its aliases stand for: one per node, and one per character. */
  weight: number;
}

/** A YAML node, aliases replaced by what they stand for. Scalars are text, whatever they look like. */
export type Node = TextNode | NullNode | ListNode | MapNode;
export type NullNode = Placed & { kind: "null" };
export type ListNode = Placed & { kind: "list"; items: readonly Node[] };

export type TextNode = Placed & {
  kind: "text";
  text: string;
  style: ScalarStyle;
  /** Where its source ends. */
  end: number;
};

export type MapNode = Placed & {
  kind: "map";
  entries: ReadonlyMap<string, { keyPlace: Place; value: Node }>;
};

/** What people call a node of this kind. */
export const KIND_WORDS: { [kind in Node["kind"]]: string } = {
  text: "text",
  null: "nothing",
  list: "a list",
  map: "a mapping",
};

/** A scalar's text with the places of its characters. */
export function tracedText(node: TextNode): Traced {
  const { place, style, end, text } = node;
  const source = place.file.text.slice(place.offset, end);
  const runs = scalarRuns(style, source, text).map(({ from, length, at }) => ({
    from,
    length,
    place: { file: place.file, offset: place.offset + at },
  }));
  if (runs[0]?.from !== 0) runs.unshift({ from: 0, length: 0, place });
  return { text, runs };
}
