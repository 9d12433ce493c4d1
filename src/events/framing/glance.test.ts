import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Glance } from "./glance.ts";
import { AUDIT, CLOUDTRAIL } from "./glanced-records.ts";

const glance = new Glance(CLOUDTRAIL);

function look(text: string) {
  const end = glance.scan(Buffer.from(text), 0, Buffer.byteLength(text));
  return end < 0 ? end : { end, members: glance.members(text, 0) };
}

const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("glance", () => {
  it.each<[string, string, object | number]>([
    [
      "the members it knows",
      '{"a":1,"eventName":"X","readOnly":false,"b":{"eventName":"Y"}}',
      { eventName: "X", readOnly: false },
    ],
    ["blanks", '{ "eventName" : "X" , "readOnly" : true }', { eventName: "X", readOnly: true }],
    ["escapes", '{"eventName":"a\\u0041\\n"}', { eventName: "aA\n" }],
    ["the last of two", '{"eventName":"X","eventName":"Y"}', { eventName: "Y" }],
    ["not where the last is no scalar", '{"eventName":"X","eventName":{}}', {}],
    ["null", '{"eventID":null}', { eventID: null }],
    ["not by a key with escapes", '{"event\\u004eame":"X"}', -2],
    ["an unfinished one", '{"eventName":"X"', -1],
    ["a bad literal", '{"readOnly":fa1se}', -2],
    ["a control character", '{"eventName":"a\nb"}', -2],
  ])("%s", (_, text, expected) => {
    const found = look(text);
    expect(typeof found === "number" ? found : found.members).toEqual(expected);
  });

  it("takes no record with a member that such records have not, where it knows all they may have", () => {
    const audit = new Glance(AUDIT);
    const scan = (text: string) => audit.scan(Buffer.from(text), 0, text.length);
    expect(scan('{"kind":"Event","user":{"items":[1]},"items":[]}')).toBe(-2);
    const text = '{"kind":"Event","objectRef":"x","user":{"items":[1]},"objectRef":{"resource":"pods"},"verb":["get"]}';
    expect(scan(text)).toBe(text.length);
    expect(audit.members(text, 0)).toEqual({ kind: "Event", objectRef: { resource: "pods" } });
  });

  it("accepts nothing that JSON.parse refuses", () => {
    const token = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"eventName"',
      "1",
      "-0",
      "01",
      "1.",
      ".5",
      "1e5",
      "1e",
      "-",
      "true",
      "nul",
      '"\\x"',
      '"\\u12"',
      '"',
      " ",
      "\t",
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), (tokens) => {
        const text = `{${tokens.join("")}}`;
        const found = look(text);
        expect(typeof found === "number" || parses(text.slice(0, found.end))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("accepts every object that JSON.stringify writes, with what parsing gives", () => {
    const key = fc.oneof(fc.constantFrom("eventName", "eventTime", "readOnly", "x", "__proto__"), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.boolean(), (value, pretty) => {
        const text = JSON.stringify(value, undefined, pretty ? 1 : undefined).replace(/[^\0-\x7f]/g, "?");
        const parsed = JSON.parse(text) as { [member: string]: unknown };
        const found = look(text);
        if (Object.keys(parsed).some((name) => JSON.stringify(name).includes("\\"))) return;
        expect(found).toMatchObject({ end: text.length });
        const scalars = Object.entries(parsed).filter(([, each]) => typeof each !== "object" || each === null);
        const known = scalars.filter(([name]) => ["eventName", "eventTime", "readOnly"].includes(name));
        expect((found as { members: object }).members).toEqual(Object.fromEntries(known));
      }),
    );
  });
});
