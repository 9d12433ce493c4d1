import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject } from "../../model/json.ts";
import { Framer } from "./framer.ts";
import type { Frame } from "./frame.ts";

/** Frames of an input, in short: what they are, where, and their text. */
function frame(input: string | Buffer, sizes: number[] = [1 << 30], dropTail = false): string[] {
  const bytes = Buffer.from(input as string);
  const framer = new Framer((value) => isObject(value) && "id" in value);
  const found: string[] = [];
  const take = () => {
    for (let next = framer.next(); next; next = framer.next()) found.push(short(next));
  };
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    framer.feed(bytes.subarray(at, at + size));
    at += size;
    take();
  }
  framer.finish(dropTail);
  take();
  return found;
}

function short(found: Frame): string {
  switch (found.kind) {
    case "open":
      return `open ${found.container.key || "list"}`;
    case "close":
      return `close ${JSON.stringify(found.container.members)}`;
    case "refused":
      return `${found.reason} @${found.offset}`;
    default:
      return `${found.kind}${"cut" in found && found.cut ? " cut" : ""} @${found.offset} ${found.text}`;
  }
}

const DEEP = (depth: number) => `{"id":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;

const CASES: [name: string, input: string, frames: string[]][] = [
  ["nothing", "", []],
  ["blanks", " \r\n\t\n ", []],
  ["one value", '{"a":1}', ['value @0 {"a":1}']],
  ["joined values", '{"a":1}{"b":{}}', ['value @0 {"a":1}', 'value @7 {"b":{}}']],
  ["lines", '{"a":1}\r\n\r\n{"b":2}\n', ['value @0 {"a":1}', 'value @11 {"b":2}']],
  ["a byte order mark", '\uFEFF{"a":1}', ['value @3 {"a":1}']],
  ["pretty-printed", '{\n  "a": [1, {"b": "}"}]\n}\n', ['value @0 {\n  "a": [1, {"b": "}"}]\n}']],
  [
    "text between values",
    'hello\n{"a":1} tail\n  indented\n',
    ["line @0 hello", 'value @6 {"a":1}', "line @13  tail", "line @19   indented"],
  ],
  ["an empty list", '{"Records":[]}', ["open Records", "close {}"]],
  [
    "a list of records",
    '{"x":1,"Records":[{"id":1},{"id":2}],"y":[2]}',
    ["open Records", 'glance @18 {"id":1}', 'glance @27 {"id":2}', 'close {"x":1,"y":[2]}'],
  ],
  [
    "a list as a whole",
    '[{"id":1},[2],"s",null,3]',
    ["open list", 'value @1 {"id":1}', "value @10 [2]", 'value @14 "s"', "value @18 null", "value @23 3", "close {}"],
  ],
  [
    "two lists in one object",
    '{"items":[{"id":1}],"events":[{"id":2}]}',
    ["open items", 'value @10 {"id":1}', "close {}", "open events", 'value @30 {"id":2}', "close {}"],
  ],
  ["a list that is none", '{"Records":{"id":1}}', ['value @0 {"Records":{"id":1}}']],
  [
    "prototype keys",
    '{"__proto__":{"x":1},"items":[{"__proto__":1}]}',
    ["open items", 'value @30 {"__proto__":1}', 'close {"__proto__":{"x":1}}'],
  ],
  [
    "a bad literal among elements",
    '[{"id":1},{"id":fa1se},{"id":3}]',
    ["open list", 'value @1 {"id":1}', 'damaged @10 {"id":fa1se}', 'value @23 {"id":3}', "close {}"],
  ],
  [
    "a lost quote",
    '[{"id":"a,"x":"1"},{"id":2},{"id":3}]',
    ["open list", 'damaged @1 {"id":"a,"x":"1"}', 'value @19 {"id":2}', 'value @28 {"id":3}', "close {}"],
  ],
  [
    "two lost quotes hide nothing between them",
    '[{"id":"a,"x":"1"},{"id":2},{"id":"a,"x":"1"},{"id":4}]',
    [
      "open list",
      'damaged @1 {"id":"a,"x":"1"}',
      'value @19 {"id":2}',
      'damaged @28 {"id":"a,"x":"1"}',
      'value @46 {"id":4}',
      "close {}",
    ],
  ],
  [
    "a lost bracket",
    '[{"id":{"a":1},{"id":2}]',
    ["open list", 'damaged @1 {"id":{"a":1}', 'value @15 {"id":2}', "close {}"],
  ],
  ["a scalar that is none", '[nul,{"id":1}]', ["open list", "damaged @1 nul", 'value @5 {"id":1}', "close {}"]],
  [
    "a damaged payload before another",
    '{"items":[{"id":1},{"id":"]}\n{"items":[{"id":3}]}',
    [
      "open items",
      'value @10 {"id":1}',
      'damaged @19 {"id":"]}\n',
      "close {}",
      "open items",
      'value @39 {"id":3}',
      "close {}",
    ],
  ],
  ["a damaged line", '{"a":1}\n{"a":\n{"b":2}\n', ['value @0 {"a":1}', 'damaged @8 {"a":\n', 'value @14 {"b":2}']],
  ["a cut string before a line", '{"a":"x\n{"b":2}\n', ['damaged @0 {"a":"x\n', 'value @8 {"b":2}']],
  ["damage in joined values", '{"a":1}{"a":x}{"b":2}', ['value @0 {"a":1}', 'damaged @7 {"a":x}', 'value @14 {"b":2}']],
  [
    "damage with lines is not cut at a joint",
    '{"a":x}{"b":2}\n{"c":3}',
    ['damaged @0 {"a":x}{"b":2}\n', 'value @15 {"c":3}'],
  ],
  ["a value cut off", '{"a":1}\n{"a":[1,', ['value @0 {"a":1}', 'damaged cut @8 {"a":[1,']],
  [
    "an element cut off",
    '{"items":[{"id":1},{"id":',
    ["open items", 'value @10 {"id":1}', 'damaged cut @19 {"id":', "close {}"],
  ],
  [
    "a list cut off between elements",
    '{"items":[{"id":1},',
    ["open items", 'value @10 {"id":1}', "damaged cut @19 ", "close {}"],
  ],
  [
    "a list cut off behind its end",
    '{"items":[{"id":1}]',
    ["open items", 'value @10 {"id":1}', "damaged cut @19 ", "close {}"],
  ],
  ["depth at the cap", DEEP(512), [`value @0 ${DEEP(512)}`]],
  ["depth beyond the cap", `${DEEP(513)}\n{"a":1}`, ["too-deep @0", `value @${DEEP(513).length + 1} {"a":1}`]],
  [
    "a deep element",
    `[${DEEP(513)},{"id":1}]`,
    ["open list", "too-deep @1", `value @${DEEP(513).length + 2} {"id":1}`, "close {}"],
  ],
  [
    "a deep record",
    `{"Records":[${DEEP(512)},${DEEP(513)}]}`,
    ["open Records", `glance @12 ${DEEP(512)}`, `too-deep @${DEEP(512).length + 13}`, "close {}"],
  ],
  [
    "brackets in strings",
    '[{"id":"]}{[\\"\\\\"},{"id":"}{"}]',
    ["open list", 'value @1 {"id":"]}{[\\"\\\\"}', 'value @19 {"id":"}{"}', "close {}"],
  ],
  [
    "an export",
    '2026-03-14T09:10:00.000Z {"a":1}\n{"b":2}\n2026-03-14T09:10:01.000Z x',
    ['line @0 2026-03-14T09:10:00.000Z {"a":1}', 'line @33 {"b":2}', "line @41 2026-03-14T09:10:01.000Z x"],
  ],
  ["characters of several bytes", '{"ä":"€"}\n{"a":"😀"}', ['value @0 {"ä":"€"}', 'value @13 {"a":"😀"}']],
];

describe("framer", () => {
  it.each(CASES)("%s", (_, input, frames) => expect(frame(input)).toEqual(frames));
  it.each(CASES)("%s, byte by byte", (_, input, frames) => expect(frame(input, [1])).toEqual(frames));

  it("of a cut input the tail is no record", () => {
    expect(frame('{"items":[{"id":1},{"id":', [1 << 30], true)).toEqual([
      "open items",
      'value @10 {"id":1}',
      "close {}",
    ]);
    expect(frame('{"a":1}\n{"a":', [1 << 30], true)).toEqual(['value @0 {"a":1}']);
    expect(frame("one\ntwo", [1 << 30], true)).toEqual(["line @0 one"]);
  });

  it("gives the same whatever the chunks", () => {
    const piece = fc.constantFrom(
      ...CASES.map(([, input]) => input),
      "{",
      "}",
      "[",
      "]",
      ",",
      '"',
      "\n",
      "}{",
      '{"Records":[',
      '{"id":1}',
      '{"id":"é"}',
      "\\",
      ":",
      "1",
      "x",
      " ",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (parts, sizes) => {
          expect(frame(parts.join(""), sizes)).toEqual(frame(parts.join("")));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("takes many alike as it takes one", () => {
    const records = Array.from({ length: 300 }, (_, at) => ({
      id: at,
      nested: [{ id: 1 }, { id: 2 }],
      text: 'a},{"id":',
    }));
    const list = JSON.stringify(records);
    const lines = records.map((record) => JSON.stringify(record)).join("\n");
    const texts = records.map((record) => JSON.stringify(record));
    for (const sizes of [[1 << 30], [1000], [77, 3]]) {
      expect(
        frame(list, sizes)
          .slice(1, -1)
          .map((each) => each.replace(/^value @\d+ /, "")),
      ).toEqual(texts);
      expect(frame(lines, sizes).map((each) => each.replace(/^value @\d+ /, ""))).toEqual(texts);
    }
  });
});

describe("large records", () => {
  const large = (size: number) => `{"id":"${"x".repeat(size - 9)}"}`;
  const cap = 16 * 1024 * 1024;

  it.each([
    ["an element at the cap", `[${large(cap)},{"id":1}]`, ["open list", "value @1", `value @${cap + 2}`, "close {}"]],
    [
      "an element beyond it",
      `[${large(cap + 1)},{"id":1}]`,
      ["open list", "too-large @1", `value @${cap + 3}`, "close {}"],
    ],
    ["a value beyond it", `${large(cap + 1)}\n{"id":1}`, ["too-large @0", `value @${cap + 2}`]],
    ["a line beyond it", `${"x".repeat(cap + 1)}\n{"id":1}`, ["too-large @0", `value @${cap + 2}`]],
    [
      "a member beside a list beyond it",
      `{"items":[{"id":1}],"b":"${"x".repeat(cap)}"}{"a":1}`,
      ["open items", "value @10", "close {}", `value @${cap + 27}`],
    ],
    ["an element that never ends", `[{"id":"a"b${" ".repeat(cap + 1)}`, ["open list", "json @1", "close {}"]],
    ["an element that goes on for ever", `[{"id":1${" ".repeat(cap + 1)}`, ["open list", "too-large @1", "close {}"]],
    ["a value that is no JSON", `{x${" ".repeat(cap)}\n{"id":1}`, ["json @0", `value @${cap + 3}`]],
  ])("%s", (_, input, frames) => {
    const brief = (sizes: number[]) => frame(input, sizes).map((each) => each.split(" ").slice(0, 2).join(" "));
    expect(brief([1 << 30])).toEqual(frames);
    expect(brief([1024 * 1024])).toEqual(frames);
  });

  it("holds no more than a record of a list that has no end", () => {
    const framer = new Framer(() => true);
    const chunk = Buffer.from(`${JSON.stringify({ id: "x".repeat(1000) })},`.repeat(1000));
    framer.feed(Buffer.from('{"Records":['));
    const before = process.memoryUsage().arrayBuffers;
    let count = 0;
    for (let turn = 0; turn < 200; turn++) {
      framer.feed(chunk);
      while (framer.next()) count++;
    }
    expect(count).toBe(200_001);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  it("many damaged elements cost no more than they are long", () => {
    const damaged = `[${'{"id":"a,"x":"1"},'.repeat(20_000)}{"id":1}]`;
    expect(frame(damaged).at(-2)).toContain('{"id":1}');
    const lines = '{"a":[1,{"b":2\n'.repeat(20_000);
    expect(frame(lines, [65_536]).length).toBe(20_000);
  });
});
