import { describe, expect, it } from "vitest";
import { applyPatch, mergePatch } from "./json-patch.ts";

// Appendix A of RFC 7386.
describe("a merge patch", () => {
  it.each([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j + %j = %j", (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result));

  it("leaves its target as it was", () => {
    const target = { a: { b: 1 } };
    mergePatch(target, { a: { b: 2 } });
    expect(target).toEqual({ a: { b: 1 } });
  });

  it("reaches no prototype", () => {
    mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

// Appendix A of RFC 6902.
describe("operations", () => {
  it.each([
    [{ foo: "bar" }, [{ op: "add", path: "/baz", value: "qux" }], { baz: "qux", foo: "bar" }],
    [{ foo: ["bar", "baz"] }, [{ op: "add", path: "/foo/1", value: "qux" }], { foo: ["bar", "qux", "baz"] }],
    [{ foo: ["bar"] }, [{ op: "add", path: "/foo/-", value: ["abc"] }], { foo: ["bar", ["abc"]] }],
    [{ baz: "qux", foo: "bar" }, [{ op: "remove", path: "/baz" }], { foo: "bar" }],
    [{ foo: ["bar", "qux", "baz"] }, [{ op: "remove", path: "/foo/1" }], { foo: ["bar", "baz"] }],
    [{ baz: "qux" }, [{ op: "replace", path: "/baz", value: "boo" }], { baz: "boo" }],
    [{ a: { b: 1 }, c: {} }, [{ op: "move", from: "/a/b", path: "/c/d" }], { a: {}, c: { d: 1 } }],
    [{ a: [1] }, [{ op: "copy", from: "/a", path: "/b" }], { a: [1], b: [1] }],
    [{ a: { b: 1, c: 2 } }, [{ op: "test", path: "/a", value: { c: 2, b: 1 } }], { a: { b: 1, c: 2 } }],
    [{ "/": 9, "~1": 10 }, [{ op: "replace", path: "/~01", value: 11 }], { "/": 9, "~1": 11 }],
    [{ a: 1 }, [{ op: "replace", path: "", value: [2] }], [2]],
  ])("%j + %j = %j", (document, operations, result) => expect(applyPatch(document, operations)).toEqual(result));

  it.each([
    ["a target that is not there", [{ op: "remove", path: "/b" }], "there is nothing at /b"],
    ["a parent that is not there", [{ op: "add", path: "/b/c", value: 1 }], "there is nothing at /b"],
    ["a place past the end", [{ op: "add", path: "/a/3", value: 1 }], "3 is no place in a list of 1"],
    ["a leading zero", [{ op: "remove", path: "/a/00" }], "00 is no place in a list of 1"],
    ["no value", [{ op: "add", path: "/c" }], "`value` is missing"],
    ["no pointer", [{ op: "add", path: "c", value: 1 }], "`path` is a pointer like /requestParameters/name"],
    ["another word", [{ op: "put", path: "/c" }], '`op` is one of add, remove, replace, move, copy, test, not "put"'],
    ["a failed test", [{ op: "test", path: "/a", value: 2 }], "the value at /a is another"],
    ["no mapping", [1], "an operation is a mapping with `op` and `path`"],
  ])("refuses %s", (_, operations, message) => expect(() => applyPatch({ a: [1] }, operations)).toThrow(message));

  it("leaves the document as it was when a later operation fails", () => {
    const document = { a: 1 };
    const operations = [
      { op: "remove", path: "/a" },
      { op: "remove", path: "/b" },
    ];
    expect(() => applyPatch(document, operations)).toThrow("there is nothing at /b");
    expect(document).toEqual({ a: 1 });
  });
});
