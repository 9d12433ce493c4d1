import type { QueryAnswer } from "../../app/query.ts";
import type { Globals } from "../command.ts";
import type { Io } from "../io.ts";
import type { RowFormat } from "../output/rows/index.ts";
import type { Rows } from "../output/rows/rows.ts";
import type { ProgressLine } from "../progress.ts";

/** What is written at once. */
const PIECE = 32 * 1024;

/**
 * Prints the rows as they come, and on standard error what a reader of them must know.
 * @returns the exit code; 1 where nothing was readable, and then nothing is printed but why
 */
export async function printAnswer(
  answer: QueryAnswer,
  flags: Globals,
  io: Io,
  line: ProgressLine | undefined,
): Promise<number> {
  const { footer, unreadable } = await import("./footer.ts");
  const rows = answer.rows();
  const first = await rows.next();
  await line?.clear();
  if (first.done && answer.outcome().inputsRead === 0) return unreadable(answer.outcome(), io);
  let count = 0;
  const all = async function* () {
    for (let next = first; !next.done; next = await rows.next()) {
      count += 1;
      yield next.value;
    }
  };
  for await (const piece of joined(await pieces(answer, all(), flags, io))) {
    await line?.clear();
    await io.out.write(piece);
  }
  await line?.clear();
  return footer(answer.outcome(), count, flags, io);
}

/** The rows in the format asked for; without a query they are messages, which eyes want whole. */
async function pieces({ pipeline, columns }: QueryAnswer, rows: Rows, flags: Globals, io: Io) {
  const format = (flags.format ?? (io.out.isTerminal ? "pretty" : "ndjson")) as RowFormat;
  if (pipeline === undefined && format === "pretty") {
    const { messageLines } = await import("../output/rows/lines.ts");
    return messageLines(rows);
  }
  const [{ rowRenderers }, { coloured, plain }] = await Promise.all([
    import("../output/rows/index.ts"),
    import("../output/paint.ts"),
  ]);
  const isPainted = io.out.isTerminal && flags.color && !io.env.NO_COLOR;
  return rowRenderers[format](columns, rows, {
    columns: io.out.columns,
    paint: isPainted ? coloured : plain,
    verbose: flags.verbose === true,
    whole: !io.out.isTerminal,
  });
}

async function* joined(texts: AsyncIterable<string>): AsyncIterable<string> {
  let waiting = "";
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < PIECE) continue;
    yield waiting;
    waiting = "";
  }
  if (waiting !== "") yield waiting;
}
