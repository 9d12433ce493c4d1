import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileQuery, LogLine, QueryError, textOf } from "./index.ts";

interface Vectors {
  /** Epoch seconds. */
  now: number;
  events: {
    "@timestamp": number;
    "@ingestionTime": number;
    "@log": string;
    "@logStream": string;
    "@message": string;
  }[];
  vectors: { id: string; query: string; columns?: string[]; rows?: (string | null)[][]; error?: string }[];
}

const { now, events, vectors } = JSON.parse(
  readFileSync("test/fixtures/rules/insights-vectors.json", "utf8"),
) as Vectors;

const lines = events.map(
  (event) =>
    new LogLine({
      timestamp: event["@timestamp"],
      ingestionTime: event["@ingestionTime"],
      log: event["@log"],
      logStream: event["@logStream"],
      message: event["@message"],
    }),
);

function answer(text: string): Pick<Vectors["vectors"][number], "columns" | "rows" | "error"> {
  try {
    const query = compileQuery(text);
    const run = query.run({ now: now * 1000 });
    for (const line of lines) run.add(line);
    return { columns: [...query.columns], rows: [...run.rows()].map((cells) => cells.map(textOf)) };
  } catch (error) {
    if (error instanceof QueryError) return { error: error.code };
    throw error;
  }
}

describe("what the service answers", () => {
  it("has all vectors", () => expect([events.length, vectors.length]).toEqual([27, 102]));
  it.each(vectors)("$id $query", ({ query, columns, rows, error }) => {
    expect(answer(query)).toEqual(error === undefined ? { columns, rows } : { error });
  });
});
