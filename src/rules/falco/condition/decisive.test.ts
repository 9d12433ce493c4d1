import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import type { Facts } from "../../../model/facts.ts";
import type { Explanation } from "../../../model/rule.ts";
import type { FalcoSource } from "../fields/field.ts";
import { compileCondition, parseCondition } from "./index.ts";

/** No Falco condition looks at them. */
const facts = {} as Facts;

const macro = "ka.verb in (create, update)";
const macros = new Map([["watched", { text: macro, condition: parseCondition(macro) }]]);

function compiled(text: string, source: FalcoSource = "k8s_audit") {
  return compileCondition(parseCondition(text), { source, text, macros });
}

describe("an explanation", () => {
  const outline = ({ kind, text, result, decided, parts }: Explanation): unknown[] => [
    `${decided ? "» " : ""}${kind} ${text}: ${String(result)}`,
    ...(parts.length > 0 ? [parts.map(outline)] : []),
  ];

  it("marks what decided a near miss, and shows the values", () => {
    const { predicate } = compiled("watched and (ka.user.name = alice  or ka.user.name = bob) and not ka.uri exists");
    const told = predicate.explain(audit('"verb":"create","user":{"username":"carol"},"requestURI":"/x"'), facts);
    expect(outline(told)).toEqual([
      "» and watched and (ka.user.name = alice  or ka.user.name = bob) and not ka.uri exists: false",
      [
        ["macro watched: true", [["check ka.verb in (create, update): true"]]],
        [
          "» or (ka.user.name = alice  or ka.user.name = bob): false",
          [["» check ka.user.name = alice: false"], ["» check ka.user.name = bob: false"]],
        ],
        ["» not not ka.uri exists: false", [["» check ka.uri exists: true"]]],
      ],
    ]);
    expect(told.parts[1]!.parts[0]!.seen).toEqual([{ field: "ka.user.name", value: "carol" }]);
  });

  it("shows absent, unseen, transformed and compared values", () => {
    const text = "tolower(ka.verb) = val(ka.target.name) or ka.user.groups intersects (b) or len(ka.user.groups) > 7";
    const event = audit('"verb":"GET","user":{"groups":["a"]}', { unseen: ["user"] });
    const told = compiled(text).predicate.explain(event, facts);
    expect(told.parts.map(({ result, decided, seen }) => ({ result, decided, seen }))).toEqual([
      {
        result: false,
        decided: false,
        seen: [
          { field: "tolower(ka.verb)", value: "get" },
          { field: "ka.verb", value: "GET" },
          { field: "ka.target.name" },
        ],
      },
      { result: "unknown", decided: true, seen: [{ field: "ka.user.groups", value: ["a"], unseen: true }] },
      {
        result: "unknown",
        decided: true,
        seen: [
          { field: "len(ka.user.groups)", value: 1, unseen: true },
          { field: "ka.user.groups", value: ["a"], unseen: true },
        ],
      },
    ]);
  });

  it("of CloudTrail numbers gives numbers", () => {
    const text = "s3.bytes > 9";
    const { predicate } = compiled(text, "aws_cloudtrail");
    const event = call('"additionalEventData":{"bytesTransferredIn":5}');
    expect(predicate.explain(event, facts).seen).toEqual([{ field: "s3.bytes", value: 5 }]);
  });
});
