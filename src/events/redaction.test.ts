import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { hiddenIn, mayHide } from "./redaction.ts";

describe("the look at a record's text", () => {
  it.each([
    ['{"a":["HIDDEN_DUE_TO_SECURITY_REASONS"]}', ["a[0]"]],
    ['{"a":"***"}', ["a"]],
    ['{"a":"****"}', ["a"]],
    ['{"a":"sensitiveDataRemoved"}', ["a"]],
    ['{"a":"\\u003csensitiveDataRemoved\\u003e"}', ["a"]],
    ['{"a":"\\u002a**"}', ["a"]],
    ['{"a":{"b":{ "omitted" : true }}}', ["a.b"]],
    ['{"a":{"omitte\\u0064":"true"}}', ["a"]],
  ])("misses nothing in %s", (text, paths) => {
    expect(hiddenIn(JSON.parse(text) as JsonObject, "").map(({ path }) => path)).toEqual(paths);
    expect(mayHide(text)).toBe(true);
  });

  it("saves the search of a plain record", () => expect(mayHide('{"a":"**","b":{"omit":true}}')).toBe(false));
});
