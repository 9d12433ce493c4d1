import { describe, expect, it } from "vitest";
import type { Value } from "../../../rules/insights/index.ts";
import { coloured, plain } from "../paint.ts";
import { rowsTable } from "./table.ts";

async function table(titles: string[], rows: Value[][], columns: number, whole = false): Promise<string[]> {
  const given = async function* () {
    yield* rows;
  };
  const pieces: string[] = [];
  for await (const piece of rowsTable(titles, given(), { columns, paint: plain, verbose: false, whole }))
    pieces.push(piece);
  return pieces.join("").split("\n").slice(0, -1);
}

describe("a table of rows", () => {
  it("aligns numbers to the right and texts to the left", async () => {
    const rows = [
      ["a", 5],
      [null, 1200],
      ["long one", null],
    ] as Value[][];
    expect(await table(["name", "n"], rows, 80)).toEqual([
      "name         n",
      "a            5",
      "          1200",
      "long one",
    ]);
  });

  it("takes from the widest columns until all fit", async () => {
    const rows = [["x".repeat(50), "y".repeat(20), 7]];
    expect(await table(["first", "second", "n"], rows, 40)).toEqual([
      `${"first".padEnd(20)}${"second".padEnd(19)}n`,
      `${"x".repeat(17)}…  ${"y".repeat(16)}…  7`,
    ]);
  });

  it("prints a block for each row where columns would be too narrow", async () => {
    const titles = ["one", "two", "three", "four"];
    const rows = [titles.map((title) => `${title} `.repeat(5)), ["only", null, null, null]];
    expect(await table(titles, rows, 40)).toEqual([
      "one    one one one one one ",
      "two    two two two two two ",
      "three  three three three three three ",
      "four   four four four four four ",
      "",
      "one    only",
      "",
    ]);
  });

  it("cuts nothing that is not printed on a terminal", async () => {
    expect((await table(["t"], [["z".repeat(300)]], 40, true))[1]).toBe("z".repeat(300));
  });

  it("prints nothing that a terminal obeys", async () => {
    expect(await table(["t\u001b[31m"], [["a\nb\u0007"]], 80)).toEqual(["t\\e[31m", "a\\nb\\x07"]);
  });

  it("paints its header", async () => {
    const given = async function* () {
      yield ["x"];
    };
    const pieces: string[] = [];
    for await (const piece of rowsTable(["t"], given(), { columns: 80, paint: coloured, verbose: false }))
      pieces.push(piece);
    expect(pieces[0]).toBe("\u001b[1mt\u001b[0m\n");
  });
});
