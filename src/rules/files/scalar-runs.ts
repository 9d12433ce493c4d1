/** A stretch of a scalar's value that stands in its source as it is. */
export interface ScalarRun {
  /** Offset in the value. */
  from: number;
  length: number;
  /** Offset in the scalar's source. */
  at: number;
}

export type ScalarStyle = "plain" | "single" | "double" | "block";

/**
 * Which parts of a YAML scalar's value stand where in its source: folding, indentation and escapes lie between them.
 * @param source  the scalar as written, quotes or block header included
 */
export function scalarRuns(style: ScalarStyle, source: string, value: string): ScalarRun[] {
  return style === "block" ? blockRuns(source, value) : flowRuns(style, source);
}

/** Lines of a block stand in the value whole, less their indentation. */
function blockRuns(source: string, value: string): ScalarRun[] {
  const runs: ScalarRun[] = [];
  let at = source.indexOf("\n") + 1;
  if (at === 0) return runs;
  let indentation: number | undefined;
  let from = 0;
  for (const line of source.slice(at).split("\n")) {
    if (line.trim() !== "") {
      indentation ??= Math.max(0, leadingSpaces(line) - leadingSpaces(value.replace(/^\n+/, "")));
      const content = line.slice(indentation).replace(/\r$/, "");
      const found = value.indexOf(content, from);
      if (found >= 0) {
        runs.push({ from: found, length: content.length, at: at + indentation });
        from = found + content.length;
      }
    }
    at += line.length + 1;
  }
  return runs;
}

function leadingSpaces(line: string): number {
  return line.length - line.replace(/^ +/, "").length;
}

/** What is no plain character: a folded line break with the white space after it, an escape. */
const SPECIAL: { [style in Exclude<ScalarStyle, "block">]: RegExp } = {
  plain: /\r?\n\s*/g,
  single: /\r?\n\s*|''/g,
  double: /\\\r?\n\s*|\r?\n\s*|\\x..|\\u.{4}|\\U.{8}|\\./g,
};

function flowRuns(style: Exclude<ScalarStyle, "block">, source: string): ScalarRun[] {
  const quote = style === "plain" ? 0 : 1;
  const body = source.slice(quote, source.length - quote);
  const runs: ScalarRun[] = [];
  let [from, at] = [0, 0];
  const verbatim = (end: number) => {
    if (end > at) runs.push({ from, length: end - at, at: at + quote });
    from += end - at;
  };
  for (const { 0: special, index } of body.matchAll(SPECIAL[style])) {
    verbatim(/^\r?\n/.test(special) ? withoutBlanks(body, at, index) : index);
    from += lengthOf(special);
    at = index + special.length;
  }
  verbatim(body.length);
  return runs;
}

/** The end of a line that is folded, without the blanks at its end. */
function withoutBlanks(body: string, from: number, to: number): number {
  let end = to;
  while (end > from && (body[end - 1] === " " || body[end - 1] === "\t")) end -= 1;
  return end;
}

/** How many characters of the value an escape or a fold makes. */
function lengthOf(special: string): number {
  if (special.startsWith("\\U")) return Number.parseInt(special.slice(2), 16) > 0xffff ? 2 : 1;
  if (special.startsWith("\\")) return /\n/.test(special) ? 0 : 1;
  const breaks = special.split("\n").length - 1;
  return Math.max(1, breaks - 1);
}
