import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compacted, elementSources, indented, sourceAt } from "./json-source.ts";

const TEXT = ` { "a" : 1.0, "b":[ 1e3 , {"c\\"d": "x,}" , "n":null} ], "a": 2.50 , "\\u0065": {} } `;

it.each([
  [["a"], "2.50"],
  [["b", "0"], "1e3"],
  [["b", "1", 'c"d'], '"x,}"'],
  [["b", "1", "n"], "null"],
  [["e"], "{}"],
  [["b", "2"], undefined],
  [["b", "01"], undefined],
  [["a", "x"], undefined],
  [["zz"], undefined],
])("%j is %s", (path, expected) => expect(sourceAt(TEXT, path)).toBe(expected));

it("compacts between tokens only", () => {
  expect(compacted('{ "a b" : [ 1.0 ,\n "c  \\" d" ] }')).toBe('{"a b":[1.0,"c  \\" d"]}');
});

it("escapes texts only where it must", () => {
  const spelled = '{"\\u0061" : "\\u0073ystem:\\/x\\u003c", "b": "\\u0001\\"\\\\u0061\\ud800", "n": 1.0}';
  expect(compacted(spelled)).toBe('{"a":"system:/x<","b":"\\u0001\\"\\\\u0061\\ud800","n":1.0}');
});

it("finds in any JSON what JSON.parse finds", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      const parsed = JSON.parse(text) as { [key: string]: unknown };
      for (const key of Object.keys(parsed)) {
        const source = sourceAt(text, [key])!;
        expect(JSON.parse(source)).toEqual(parsed[key]);
        expect(compacted(source)).toBe(JSON.stringify(parsed[key]));
      }
    }),
  );
});

it("splits a list into its elements as they are spelled", () => {
  expect(elementSources(' [ 1.0 , "a,]" ,{"b": [2]} ,[] ] ')).toEqual(["1.0", '"a,]"', '{"b": [2]}', "[]"]);
  expect(elementSources("[ ]")).toEqual([]);
  expect(elementSources('{"a":1}')).toEqual([]);
});

it("lays JSON out like JSON.stringify and keeps its spelling", () => {
  expect(indented('{"a":1.0,"b":[ ],"c":["x:{",{}]}')).toBe(
    '{\n  "a": 1.0,\n  "b": [],\n  "c": [\n    "x:{",\n    {}\n  ]\n}',
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.stringify(value);
      expect(indented(written)).toBe(JSON.stringify(JSON.parse(written), null, 2));
    }),
  );
});
