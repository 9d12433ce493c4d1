import type { Place } from "./source-file.ts";

/** A stretch of text that stands in a file as it is; of length 0, what follows was made from what stands at its place. */
interface Run {
  from: number;
  length: number;
  place: Place;
}

/** Text that was joined, folded or substituted, and still knows where its parts were written. */
export interface Traced {
  text: string;
  /** In the order of `from`; the first begins at 0. */
  runs: readonly Run[];
}

/** Text that was made from what stands at a place. */
export function madeAt(place: Place, text: string): Traced {
  return { text, runs: [{ from: 0, length: 0, place }] };
}

/** Where the character at an offset was written; past the end, the place behind the last one. */
export function placeAt({ runs }: Traced, offset: number): Place {
  let [low, high] = [0, runs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]!.from <= offset) low = middle;
    else high = middle - 1;
  }
  const { from, length, place } = runs[low]!;
  return { file: place.file, offset: place.offset + Math.min(Math.max(offset - from, 0), length) };
}

/** The texts one after another, with nothing between them. */
export function joined(parts: readonly Traced[]): Traced {
  const runs: Run[] = [];
  let text = "";
  for (const one of parts) {
    for (const run of one.runs) runs.push({ ...run, from: run.from + text.length });
    text += one.text;
  }
  return { text, runs };
}

/** A part of a text. */
export function part(whole: Traced, from: number, to: number): Traced {
  const runs: Run[] = [];
  for (const [n, run] of whole.runs.entries()) {
    const end = whole.runs[n + 1]?.from ?? whole.text.length;
    if (end <= from || run.from >= to) continue;
    const skipped = Math.max(0, from - run.from);
    const place = { file: run.place.file, offset: run.place.offset + Math.min(skipped, run.length) };
    runs.push({ from: Math.max(0, run.from - from), length: Math.max(0, run.length - skipped), place });
  }
  return {
    text: whole.text.slice(from, to),
    runs: runs.length > 0 ? runs : [{ from: 0, length: 0, place: placeAt(whole, from) }],
  };
}

/** The text without white space at its ends. */
export function trimmed(whole: Traced): Traced {
  const start = whole.text.length - whole.text.trimStart().length;
  return part(whole, start, Math.max(start, whole.text.trimEnd().length));
}
