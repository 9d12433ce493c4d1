import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import type { Json } from "../../../model/json.ts";
import type { BoundField, FalcoSource, FieldValue } from "./field.ts";
import { bindField, fieldsOf } from "./index.ts";

/** Where a record has no time that can be read, the reader gives its event one. */
const TIME = { time: 1500 };
const SOURCES: readonly FalcoSource[] = ["k8s_audit", "aws_cloudtrail"];

function bound(source: FalcoSource): { name: string; field: BoundField }[] {
  return fieldsOf(source).flatMap(({ name, argument }) => {
    const field = bindField(source, name, argument === "key" ? "a/0" : undefined);
    return "extract" in field ? [{ name, field }] : [];
  });
}

/** The value nested under a path, `[]` as a list of two. */
function nested(path: string, value: Json): Json {
  const steps = path.replaceAll("[]", ".[]").split(".");
  return steps.reduceRight<Json>((inner, step) => (step === "[]" ? [inner, inner] : { [step]: inner }), value);
}

function fits(value: FieldValue, { type, isList }: BoundField): boolean {
  if (value === undefined) return true;
  if (isList) return Array.isArray(value) && value.length > 0 && value.every((element) => typeof element === "string");
  return typeof value === { string: "string", number: "bigint", time: "bigint", boolean: "boolean" }[type];
}

describe("whatever stands in a record", () => {
  it.each(SOURCES)("fields of %s give what they say, or nothing", (source) => {
    const fields = bound(source);
    const paths = [...new Set(fields.flatMap(({ field }) => field.reads))];
    const places = paths.flatMap((path) => path.split(".").map((_, at, steps) => steps.slice(0, at + 1).join(".")));
    const spaced = fc.constantFrom(undefined, 1, "\t");
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), spaced, (path, value, space) => {
        const members = JSON.stringify(nested(path, value as Json), null, space)
          .trim()
          .slice(1, -1);
        const event = source === "k8s_audit" ? audit(members, TIME) : call(members, TIME);
        const wrong = fields.filter(({ field }) => !fits(field.extract(event), field)).map(({ name }) => name);
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("long lists are read in time that grows with their length", () => {
    const rules = Array.from({ length: 20_000 }, (_, at) => `{"verbs":["get",${at}]}`).join(",");
    const event = audit(`"requestObject":{"rules":[${rules}],"subjects":[${rules}]}`);
    const verbs = bindField("k8s_audit", "ka.req.role.rules.verbs");
    const subjects = bindField("k8s_audit", "ka.req.binding.subjects");
    expect("extract" in verbs && (verbs.extract(event) as string[]).length).toBe(40_000);
    expect("extract" in subjects && (subjects.extract(event) as string[]).at(-1)).toBe('{"verbs":["get",19999]}');
  });
});
