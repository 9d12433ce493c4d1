import { describe, expect, it } from "vitest";
import type { FieldValue } from "../fields/field.ts";
import { applyTransformer, transformedShape } from "./transformers.ts";

describe("transformers", () => {
  it.each<[string, FieldValue[], FieldValue]>([
    ["tolower", ["GÉT"], "gÉt"],
    ["toupper", [["get", "ß"]], ["GET", "ß"]],
    ["b64", ["aGk"], "hi"],
    ["b64", ["aGk="], "hi"],
    ["b64", ["***"], undefined],
    ["b64", ["aGkab"], undefined],
    ["b64", ["YQBi"], "a"],
    ["b64", [["aGk", "***"]], undefined],
    ["basename", ["/a/b"], "b"],
    ["basename", ["b"], "b"],
    ["basename", ["a/"], ""],
    ["len", ["é€"], 5n],
    ["len", [["a", "b"]], 2n],
    ["len", [undefined], undefined],
    ["join", [",", ["a", "b"]], "a,b"],
    ["concat", ["a", "-", "b"], "a-b"],
    ["concat", ["a", undefined], undefined],
  ])("%s(%j)", (name, values, expected) => expect(applyTransformer(name, values)).toEqual(expected));

  const text = { type: "string", isList: false } as const;
  const list = { type: "string", isList: true } as const;
  const number = { type: "number", isList: false } as const;
  it.each([
    ["tolower", [list], list],
    ["tolower", [number], "takes a text or a list of texts"],
    ["tolower", [text, text], "takes one argument"],
    ["len", [list], number],
    ["len", [number], "takes a text or a list of texts"],
    ["join", [text, list], text],
    ["join", [list], "takes a separator and a list of texts"],
    ["concat", [text, text, text], text],
    ["concat", [text], "takes two texts or more"],
    ["getopt", [list, text], "takes the arguments of a process apart, which no audit record has"],
  ])("%s of %j", (name, shapes, expected) => expect(transformedShape(name, shapes)).toEqual(expected));
});
