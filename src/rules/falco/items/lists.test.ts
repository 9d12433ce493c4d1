import { describe, expect, it } from "vitest";
import { loadRules } from "../../load.ts";
import type { FalcoRule } from "../../load.ts";

function load(...texts: string[]) {
  const files = texts.map((text, n) => ({ file: `${n + 1}.yaml`, text }));
  const { rules, problems } = loadRules(files, { minimumPriority: "Debug", appendedOutput: [], fields: {} });
  return {
    conditions: rules.map((rule) => (rule as FalcoRule).conditionText),
    said: problems.map(
      ({ at, code, item, message }) => `${at.file}:${at.line}:${at.column} ${code} ${item}: ${message}`,
    ),
  };
}

/** A rule R with this condition. */
const rule = (condition: string) =>
  `- {rule: R, condition: ${JSON.stringify(condition)}, output: o, desc: d, priority: info, source: k8s_audit}\n`;
const list = (name: string, items: string, more = "") => `- {list: ${name}, items: [${items}]${more}}\n`;

describe("a list's name in a condition", () => {
  const lists = list("l", 'a, "b c", "\'d\'"') + list("none", "") + list("two words", "e");
  it.each([
    ["in parentheses", "ka.verb in (l)", `ka.verb in ( a, "b c", 'd' )`],
    ["among others", "ka.verb in (x,l , y)", `ka.verb in (x, a, "b c", 'd' , y)`],
    ["over lines", "ka.verb in (\n\tl\r\n)", `ka.verb in ( a, "b c", 'd' )`],
    ["twice", "ka.verb in (two words) or ka.uri=two words", "ka.verb in ( e ) or ka.uri= e "],
    ["with nothing in it", "ka.verb in (none)", "ka.verb in (  )"],
    ["with nothing in it, first", "ka.verb in (none, x)", "ka.verb in (   x)"],
    ["with nothing in it, last", "ka.verb in (x, none)", "ka.verb in (x  )"],
    ["with nothing in it, twice", "ka.verb in (x, none , none)", "ka.verb in (x    )"],
  ])("is replaced: %s", (_, condition, expected) => {
    expect(load(lists + rule(condition)).conditions).toEqual([expected]);
  });

  it.each([
    ["in quotes", `ka.verb in ("l", 'l', "x l y")`],
    ["in quotes with an escaped quote", `ka.verb = "a\\" l "`],
    ["as a part of a word", "ka.verb in (al, l2, l-2, l.x)"],
    ["beside an operator", "ka.verb!=x"],
    ["as an argument", "ka.uri.param[l] = x"],
  ])("is left alone: %s", (_, condition) => {
    expect(load(lists + rule(condition)).conditions).toEqual([condition]);
  });

  it("is found whether the list stands before or behind, or in a later file", () => {
    expect(load(rule("ka.verb in (l)") + list("l", "a")).conditions).toEqual(["ka.verb in ( a )"]);
    expect(load(rule("ka.verb in (l)"), list("l", "a"))).toEqual({ conditions: ["ka.verb in ( a )"], said: [] });
  });

  it("says what to do where it stands without parentheses, or an item needs quotes", () => {
    const hints = (text: string) =>
      loadRules([{ file: "r", text }], { minimumPriority: "Debug", appendedOutput: [], fields: {} }).problems.map(
        ({ at, message, hint }) => `${at.line}:${at.column} ${message}; ${hint}`,
      );
    expect(hints(list("l", "a, b") + rule("ka.verb in l"))).toEqual([
      "2:36 expected `and`, `or` or the end, found `,` (in what the list `l` stands for); a list stands for its items: write `(l)`",
    ]);
    expect(hints(list("l", '"a=b"') + rule("ka.verb in (x, l)"))).toEqual([
      `2:40 expected \`,\` or \`)\`, found \`=\` (in what the list \`l\` stands for); items with any of ( ) " ' = , in them need quotes: '"a=b"'`,
    ]);
  });
});

describe("changes of a list", () => {
  it("add to it, or replace it", () => {
    const replaced = list("l", "a") + list("l", "b", ", override: {items: append}") + list("l", "c");
    const appended = list("l", "a") + list("l", "b", ", override: {items: append}");
    const fresh = list("l", "a", ", override: {items: replace}");
    const of = (text: string) => load(text + rule("ka.verb in (l)"));
    expect(of(replaced)).toEqual({ conditions: ["ka.verb in ( c )"], said: [] });
    expect(of(appended)).toEqual({ conditions: ["ka.verb in ( a, b )"], said: [] });
    expect(of(fresh)).toEqual({ conditions: ["ka.verb in ( a )"], said: [] });
  });

  it("may be written the old way, which is said", () => {
    expect(load(list("l", "a") + list("l", "b", ", append: true") + rule("ka.verb in (l)"))).toEqual({
      conditions: ["ka.verb in ( a, b )"],
      said: ["1.yaml:2:25 LOAD_DEPRECATED_ITEM l: `append: true` is the old way"],
    });
  });

  it("need a list before them, and what uses the list needs them", () => {
    const missing = list("l", "a", ", override: {items: append}") + rule("ka.verb in (x, l)");
    expect(load(missing).said).toEqual([
      "1.yaml:1:10 LOAD_ERR_VALIDATE l: no list `l` stands before this item, which changes one",
      "1.yaml:2:40 LOAD_ERR_VALIDATE R: needs the list `l`, which did not load (1.yaml:1)",
    ]);
    const broken = list("l", "a") + list("l", "[b]", ", override: {items: append}") + rule("ka.verb in (l)");
    expect(load(broken)).toEqual({
      conditions: [],
      said: [
        "1.yaml:2:21 LOAD_ERR_YAML_VALIDATE l: `items` holds a list where text is expected",
        "1.yaml:3:37 LOAD_ERR_VALIDATE R: needs the list `l`, which did not load (1.yaml:2)",
      ],
    });
    const mended = broken.replace("- {rule", `${list("l", "c")}- {rule`);
    expect(load(mended).conditions).toEqual(["ka.verb in ( c )"]);
  });
});

describe("lists in lists", () => {
  it("are followed to the end, and it is said where Falco would not", () => {
    const inner = list("C", "c") + list("B", "C, b") + list("A", "B, a") + rule("ka.verb in (A)");
    expect(load(inner)).toEqual({
      conditions: ["ka.verb in ( c, b, a )"],
      said: [
        "1.yaml:3:10 list.nested A: holds lists that hold lists: here all of them count, Falco would compare with the inner names",
      ],
    });
    const outer = list("A", "B, a") + list("B", "C, b") + list("C", "c") + rule("ka.verb in (A)");
    expect(load(outer)).toEqual({ conditions: ["ka.verb in ( c, b, a )"], said: [] });
  });

  it("may hold their own name, which is a text then", () => {
    expect(load(list("get", "get, list") + rule("ka.verb in (get)"))).toEqual({
      conditions: ["ka.verb in ( get, list )"],
      said: [],
    });
  });

  it("may not go in a circle", () => {
    const circle = list("A", "B") + list("B", "C") + list("C", "A, x") + list("D", "C") + rule("ka.verb in (D)");
    expect(load(circle)).toEqual({
      conditions: [],
      said: [
        "1.yaml:1:10 LOAD_ERR_VALIDATE A: the list holds itself: A → B → C → A",
        "1.yaml:2:10 LOAD_ERR_VALIDATE B: the list holds itself: B → C → A → B",
        "1.yaml:3:10 LOAD_ERR_VALIDATE C: the list holds itself: C → A → B → C",
        "1.yaml:4:10 LOAD_ERR_VALIDATE D: needs the list `C`, which did not load (1.yaml:3)",
        "1.yaml:5:37 LOAD_ERR_VALIDATE R: needs the list `D`, which did not load (1.yaml:4)",
      ],
    });
  });

  it("may not stand for more than fits into memory", () => {
    const doubled = Array.from({ length: 40 }, (_, n) => list(`l${n + 1}`, `l${n}, l${n}`)).join("");
    const { conditions, said } = load(`${list("l0", "a")}${doubled}${rule("ka.verb in (l40)")}`);
    expect(conditions).toEqual([]);
    expect(said.find((line) => line.includes("LOAD_ERR"))).toBe(
      "1.yaml:21:10 LOAD_ERR_VALIDATE l20: the lists stand for more than 2,000,000 items",
    );
  });
});

describe("shapes of a list", () => {
  it.each([
    ["without items", "- list: l\n", "1:9 LOAD_ERR_YAML_VALIDATE l: `items` is missing"],
    ["with a text", "- list: l\n  items: a\n", "2:10 LOAD_ERR_YAML_VALIDATE l: `items` must be a list, not text"],
    ["with nothing", "- list: l\n  items:\n", "2:3 LOAD_ERR_YAML_VALIDATE l: `items` must be a list, not nothing"],
    [
      "with null",
      "- {list: l, items: [a, ~]}\n",
      "1:24 LOAD_ERR_YAML_VALIDATE l: `items` holds nothing where text is expected",
    ],
    [
      "without a name",
      "- list:\n  items: []\n",
      "1:3 LOAD_ERR_YAML_VALIDATE undefined: `list` must be text, not nothing",
    ],
    [
      "with a bad name",
      "- {list: 'a b', items: []}\n",
      "1:10 LOAD_INVALID_LIST_NAME a b: `a b` is no good name for a list",
    ],
  ])("%s", (_, text, line) => {
    expect(load(text).said[0]!.replace("1.yaml:", "")).toBe(line);
  });
});
