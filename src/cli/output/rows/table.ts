import { textOf } from "../../../rules/insights/index.ts";
import type { Value } from "../../../rules/insights/index.ts";
import type { View } from "../report.ts";
import { clean, cut, pad, width } from "../text.ts";
import { widthsWithin } from "./column-widths.ts";
import type { Rows } from "./rows.ts";

/** Rows that are looked at before the first one is printed: they say how wide the columns are. */
const LOOKED_AT = 500;
const GAP = "  ";

interface Line {
  texts: readonly string[];
  /** Whether each cell is a number. */
  numbers: readonly boolean[];
}

/** A table that fits the terminal; a block for each row where the columns would be too narrow to be read. */
export async function* rowsTable(columns: readonly string[], rows: Rows, view: View): AsyncIterable<string> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await beginning(iterator);
  if (first.length === 0) return;
  const titles = columns.map(clean);
  const wanted = titles.map((title, at) => Math.max(width(title), ...first.map(({ texts }) => width(texts[at]!))));
  const widths = view.whole ? wanted : widthsWithin(wanted, view.columns, GAP.length);
  const print = widths ? tablePrinter(widths, numeric(first, titles.length)) : blockPrinter(titles, view);
  if (widths) yield `${view.paint(print({ texts: titles, numbers: [] }).trimEnd(), "bold")}\n`;
  for (const line of first) yield `${print(line)}\n`;
  for (let next = await iterator.next(); !next.done; next = await iterator.next())
    yield `${print(lineOf(next.value))}\n`;
}

async function beginning(rows: AsyncIterator<readonly Value[]>): Promise<Line[]> {
  const lines: Line[] = [];
  while (lines.length < LOOKED_AT) {
    const next = await rows.next();
    if (next.done) break;
    lines.push(lineOf(next.value));
  }
  return lines;
}

function lineOf(cells: readonly Value[]): Line {
  return {
    texts: cells.map((value) => clean(textOf(value) ?? "")),
    numbers: cells.map((value) => typeof value === "number"),
  };
}

/** Columns of nothing but numbers: they are aligned to the right. */
function numeric(lines: readonly Line[], columns: number): boolean[] {
  return Array.from({ length: columns }, (_, at) => {
    const filled = lines.filter(({ texts }) => texts[at] !== "");
    return filled.length > 0 && filled.every(({ numbers }) => numbers[at]);
  });
}

function tablePrinter(widths: readonly number[], right: readonly boolean[]): (line: Line) => string {
  return ({ texts }) =>
    texts
      .map((text, at) => {
        const shown = cut(text, widths[at]!);
        return right[at] ? " ".repeat(Math.max(0, widths[at]! - width(shown))) + shown : pad(shown, widths[at]!);
      })
      .join(GAP)
      .trimEnd();
}

/** One column a line; what is absent is left out. */
function blockPrinter(titles: readonly string[], { paint, columns }: View): (line: Line) => string {
  const names = Math.min(Math.max(...titles.map(width)), Math.floor(columns / 2));
  return ({ texts }) => {
    const lines = texts.flatMap((text, at) => {
      if (text === "") return [];
      const name = pad(cut(titles[at]!, names), names);
      return [`${paint(name, "dim")}${GAP}${cut(text, Math.max(1, columns - names - GAP.length))}`];
    });
    return `${lines.join("\n")}\n`;
  };
}
