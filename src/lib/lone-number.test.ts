import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sourceAt } from "./json-source.ts";
import { loneNumber } from "./lone-number.ts";

it.each([
  ['{"code":201}', "201"],
  ['{"a":[{"code" : -2.010e+2 ,"b":1}]}', "-2.010e+2"],
  ['{"code":1,"x":"code"}', undefined],
  ['{"code":1,"x":"zip code"}', undefined],
  ['{"a":{"code":1},"code":2}', undefined],
  ['{"x\\"code":1,"c\\u006fde":2.0}', undefined],
  ['{"uri":"a\\u0026b","code":1.0}', "1.0"],
  ['{"uri":"a=\\u003d","code":1.0}', undefined],
])("in %s", (text, expected) => expect(loneNumber(text, "code")).toBe(expected));

it.each(["a/b", "0", "é"])("leaves %s alone: it may be written in another way, or be an index", (key) => {
  expect(loneNumber(`{"${key}":1}`, key)).toBeUndefined();
});

it("finds what the path leads to, or nothing", () => {
  const number = fc.constantFrom("1", "-0", "2.50", "1e3", "12345678901234567890");
  const key = fc.constantFrom("code", "c\\u006fde", "kode", 'x\\"code', "code:");
  const blanks = fc.constantFrom("", " ", "\n");
  const noise = fc.constantFrom('"code"', '{"code":7}', "[1]", '"\\u0026"', "null");
  fc.assert(
    fc.property(key, number, blanks, key, noise, (own, spelled, blank, other, value) => {
      const text = `{"${other}":${value},"o":{"z":0,"${own}"${blank}:${blank}${spelled}${blank}}}`;
      if (JSON.parse(`"${own}"`) !== "code") return;
      const found = loneNumber(text, "code");
      expect(found ?? sourceAt(text, ["o", "code"])).toBe(sourceAt(text, ["o", "code"]));
    }),
  );
});
