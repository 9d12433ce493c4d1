import { describe, expect, it } from "vitest";
import type { Node } from "./node.ts";
import { SourceFile } from "./source-file.ts";
import { readYaml } from "./yaml.ts";

function read(text: string) {
  const { documents, problems } = readYaml(new SourceFile({ file: "r.yaml", text }));
  return {
    documents: documents.map(plain),
    problems: problems.map(({ level, at, message }) => `${at.line}:${at.column} ${level} ${message}`),
  };
}

/** What a node holds. */
function plain(node: Node): unknown {
  if (node.kind === "text") return node.text;
  if (node.kind === "null") return null;
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

describe("scalars", () => {
  it("stay as they were typed", () => {
    const text = "[1.10, 0o17, yes, 2024-01-01, 'a''b', \"a\\tb\", !!str null]";
    expect(read(text)).toEqual({
      documents: [["1.10", "0o17", "yes", "2024-01-01", "a'b", "a\tb", "null"]],
      problems: [],
    });
  });

  it("are nothing where YAML says so, unless in quotes", () => {
    expect(read("[null, Null, NULL, ~, nULL, 'null', '']\n").documents).toEqual([
      [null, null, null, null, "nULL", "null", ""],
    ]);
    expect(read("a:\nb: ''\n").documents).toEqual([{ a: null, b: "" }]);
  });

  it("are folded, with the break before a line that is indented more", () => {
    expect(read("a: >\n  b\n  c\n   d\ne: |-\n  f\n  g\n").documents).toEqual([{ a: "b c\n d\n", e: "f\ng" }]);
  });

  it("keep their text under a tag nobody knows", () => {
    const { documents, problems } = read("- !!int 7\n- !secret x\n");
    expect(documents).toEqual([["7", "x"]]);
    expect(problems).toEqual([
      "1:3 warning Unresolved tag: tag:yaml.org,2002:int",
      "2:3 warning Unresolved tag: !secret",
    ]);
  });
});

describe("a stream", () => {
  it("leaves out documents without content", () => {
    expect(read("---\n- a\n---\n---\n# nothing\n---\nnull\n---\n- b\n").documents).toEqual([["a"], ["b"]]);
    expect(read("")).toEqual({ documents: [], problems: [] });
    expect(read("\ufeff- a\r\n- b\r\n").documents).toEqual([["a", "b"]]);
  });

  it("names what does not parse once per document, and reads the others", () => {
    const { documents, problems } = read("- a\n---\n- b: 'c\n---\n- d\n---\n\t- x\n---\n- [e\n");
    expect(documents).toEqual([["a"], ["d"]]);
    expect(problems).toEqual([
      "3:6 error nothing closes this quote",
      "7:1 error a tab cannot indent YAML; use spaces",
      expect.stringMatching(/^10:1 error Flow sequence .* must .* end with a \]$/),
    ]);
  });

  it.each([
    ["lists", "- ".repeat(100) + "a"],
    ["brackets", "[".repeat(50_000)],
    ["mappings", Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ])("refuses %s that are nested too deep", (_, text) => {
    expect(read(text)).toEqual({ documents: [], problems: [expect.stringMatching(/error nested too deep$/)] });
  });
});

describe("mappings", () => {
  it("keep the first of two equal keys", () => {
    expect(read("- a: 1\n  b: 2\n  a: 3\n")).toEqual({
      documents: [[{ a: "1", b: "2" }]],
      problems: ["3:3 warning the key `a` stands here twice; the first one counts"],
    });
  });

  it("have no key that is no text, and may have any that is", () => {
    const { documents, problems } = read("? [a]\n: 1\n__proto__: 2\nconstructor: 3\n");
    expect(Object.entries(documents[0]!)).toEqual([
      ["__proto__", "2"],
      ["constructor", "3"],
    ]);
    expect(problems).toEqual(["1:3 warning a key that is no text is ignored"]);
  });
});

describe("aliases", () => {
  it("stand for what they name", () => {
    expect(read("- &a [x, &b y]\n- *a\n- {k: *b}\n").documents).toEqual([[["x", "y"], ["x", "y"], { k: "y" }]]);
  });

  it.each([
    ["one without an anchor", "- *a\n", "1:3 error *a: no &a stands before it"],
    ["one above its anchor", "- *a\n- &a x\n", "1:3 error *a: no &a stands before it"],
    ["one inside of its anchor", "- &a [*a]\n", "1:7 error *a stands inside of what it stands for"],
    ["one of another document", "- &a x\n---\n- *a\n", "3:3 error *a: no &a stands before it"],
  ])("refuses %s", (_, text, problem) => {
    expect(read(text).problems.map((line) => line.replace(/Unresolved alias.*/, ""))).toEqual([problem]);
  });

  it("refuses a bomb of them without opening it", () => {
    const bomb = Array.from({ length: 12 }, (_, n) => {
      const inside = n === 0 ? "x" : `*a${n - 1}`;
      return `- &a${n} [${Array.from({ length: 10 }, () => inside).join()}]\n`;
    }).join("");
    expect(read(bomb)).toEqual({ documents: [], problems: ["7:8 error aliases stand for too much"] });
  });

  it("refuses a few that stand for a long text", () => {
    const text = `- &a ${"x".repeat(1 << 20)}\n- [*a, *a, *a, *a, *a]\n`;
    expect(read(text).problems).toEqual(["2:16 error aliases stand for too much"]);
  });
});
