import { describe, expect, it } from "vitest";
import { hasRepeatedKey } from "./repeated-keys.ts";

describe("repeated keys", () => {
  it.each([
    ['{"a":1,"a":2}', true],
    ['{"a":{"b":1,"c":{"b":1}},"b":1}', false],
    ['{"x":[{"a":1},{"a":1}]}', false],
    ['{"x":[{"a":1,"b":"a","a" : 1}]}', true],
    ['{"a":"\\"a\\":","b":"{\\"b\\":1}"}', false],
    ['{"a":1,"\\u0061":2}', true],
    ['{"__proto__":1,"__proto__":2}', true],
    ["[]", false],
  ])("%s", (text, repeated) => expect(hasRepeatedKey(text)).toBe(repeated));
});
