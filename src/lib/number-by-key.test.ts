import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { sourceAt } from "./json-source.ts";
import { numberByKey } from "./number-by-key.ts";

it.each([
  ['{"code":201}', 201, "201"],
  ['{"a":[{"code" : -2.010e+2 ,"b":1}]}', -201, "-2.010e+2"],
  ['{"code":1,"x":"code"}', 1, "1"],
  ['{"code":1,"x":"zip code"}', 1, "1"],
  ['{"a":{"code":1},"code":2}', 2, "2"],
  ['{"a":{"code":2},"code":2}', 2, "2"],
  ['{"a":{"code":2.0},"code":2}', 2, undefined],
  ['{"x\\"code":1,"c\\u006fde":2.0}', 2, undefined],
  ['{"uri":"a\\u0026b","code":1.0}', 1, "1.0"],
  ['{"uri":"a=\\u003d","code":1.0}', 1, undefined],
])("in %s of %d", (text, value, expected) => expect(numberByKey(text, "code", value)).toBe(expected));

it.each(["a/b", "0", "é"])("leaves %s alone: it may be written in another way, or be an index", (key) => {
  expect(numberByKey(`{"${key}":1}`, key, 1)).toBeUndefined();
});

it("finds what the path leads to, or nothing", () => {
  const number = fc.constantFrom("1", "1.0", "-0", "0", "2.50", "1e3", "12345678901234567890", "12345678901234567891");
  const key = fc.constantFrom("code", "c\\u006fde", "kode", 'x\\"code', "code:");
  const blanks = fc.constantFrom("", " ", "\n");
  const noise = fc.oneof(
    fc.constantFrom('"code"', "[1]", '"\\u0026"', "null"),
    number,
    number.map((spelled) => `{"code":${spelled}}`),
  );
  fc.assert(
    fc.property(number, blanks, key, noise, (spelled, blank, other, value) => {
      const text = `{"${other}":${value},"o":{"z":0,"code"${blank}:${blank}${spelled}${blank}}}`;
      const { code } = (JSON.parse(text) as JsonObject)["o"] as { code: number };
      const source = sourceAt(text, ["o", "code"]);
      expect(numberByKey(text, "code", code) ?? source).toBe(source);
    }),
    { numRuns: 1000 },
  );
});
