import { describe, expect, it } from "vitest";
import { tracedText } from "./node.ts";
import type { MapNode, TextNode } from "./node.ts";
import { positionOf, SourceFile } from "./source-file.ts";
import { joined, madeAt, part, placeAt, trimmed } from "./traced.ts";
import type { Traced } from "./traced.ts";
import { readYaml } from "./yaml.ts";

/** The text under the key `a` of a file's first document. */
function written(text: string): Traced {
  const { documents, problems } = readYaml(new SourceFile({ file: "r.yaml", text }));
  expect(problems).toEqual([]);
  return tracedText((documents[0] as MapNode).entries.get("a")!.value as TextNode);
}

/** Line and column at which a word of a text was written. */
function at(traced: Traced, word: string): string {
  const { line, column } = positionOf(placeAt(traced, traced.text.indexOf(word)));
  return `${line}:${column}`;
}

describe("where a word of a scalar stands", () => {
  it.each([
    ["plain", "a: one two", "two", "1:8"],
    ["plain over lines", "a: one\n  two\n\n  three", "three", "4:3"],
    ["in single quotes, behind an escape", "a: 'it''s one two'", "two", "1:15"],
    ["in double quotes, behind escapes", 'a: "\\x41\\u0042\\" one two"', "two", "1:22"],
    ["in double quotes over lines", 'a: "one\n   two \\\n   three\n\n   four"', "four", "5:4"],
    ["behind a wide escape", 'a: "\\U0001F600 two"', "two", "1:16"],
    ["folded", "a: >\n  one\n  two three\n", "three", "3:7"],
    ["folded, its header with a comment", "a: >- # why\n  one\n  two\n", "two", "3:3"],
    ["folded, more indented", "a: >\n  one\n    two\n  three\n", "two", "3:5"],
    ["folded, after empty lines", "a: >\n\n\n  one\n\n  two\n", "two", "6:3"],
    ["folded, indentation told", "a: >2\n    one\n  two\n", "two", "3:3"],
    ["literal", "b: 1\na: |\n  one\n  one two\n", "two", "4:7"],
    ["literal, with CR", "a: |\r\n  one\r\n  two\r\n", "two", "3:3"],
    ["literal, after the same words", "a: |\n  x y\n  x y z\n", "z", "3:7"],
    ["plain over lines that end in blanks", "a: one \t \n  two", "two", "2:3"],
    ["in single quotes over lines that end in blanks", "a: 'one  \n  two'", "two", "2:3"],
    ["in double quotes, behind an escaped blank at the end of a line", 'a: "one\\  \n  two"', "two", "2:3"],
    ["behind a character of two units", "a: '😀 two'", "two", "1:8"],
  ])("%s", (_, text, word, place) => {
    expect(at(written(text), word)).toBe(place);
  });

  it.each(["", "'", '"'])("is told in one pass over blanks, however many, in quotes (%s)", (quote) => {
    const source = `a: ${quote}one${" ".repeat(300_000)}two${quote}`;
    expect(at(written(source), "two")).toBe(`1:${source.indexOf("two") + 1}`);
  });

  it("is told of every word, whatever the style", () => {
    const words = ["alpha", "beta", "gamma", "delta"];
    const sources = [
      "a: alpha beta\n    gamma\n      delta",
      'a: "alpha\n beta gamma\\\n delta"',
      "a: 'alpha\n beta\n\n gamma delta'",
      "a: >\n  alpha\n  beta gamma\n\n  delta\n",
      "a: |+\n     alpha\n      beta\n\n     gamma delta\n",
    ];
    for (const source of sources) {
      const traced = written(source);
      const lines = source.split("\n");
      for (const word of words) {
        const { line, column } = positionOf(placeAt(traced, traced.text.indexOf(word)));
        expect(lines[line - 1]!.slice(column - 1)).toMatch(new RegExp(`^${word}`));
      }
    }
  });
});

describe("texts made of others", () => {
  const one = written("a: >\n  one two\n  three\n");

  it("know their parts", () => {
    const whole = joined([madeAt(placeAt(one, 0), "("), trimmed(one), madeAt(placeAt(one, 4), " extra ")]);
    expect(whole.text).toBe("(one two three extra ");
    expect(["(", "one", "two", "three", "extra"].map((word) => at(whole, word))).toEqual([
      "2:3",
      "2:3",
      "2:7",
      "3:3",
      "2:7",
    ]);
  });

  it("can be cut", () => {
    expect(part(one, 4, 9).text).toBe("two t");
    expect(at(part(one, 4, 9), "two")).toBe("2:7");
    expect(at(part(one, 4, 9), "t")).toBe("2:7");
    expect(at(part(one, 8, 20), "three")).toBe("3:3");
    expect(part(one, 5, 5).text).toBe("");
    expect(positionOf(placeAt(part(one, 5, 5), 0))).toEqual({ file: "r.yaml", line: 2, column: 8 });
  });

  it("end where the last part ends", () => {
    expect(positionOf(placeAt(trimmed(one), 100))).toEqual({ file: "r.yaml", line: 3, column: 8 });
  });
});
