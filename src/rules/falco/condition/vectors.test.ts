import { describe, expect, it } from "vitest";
import { CONDITION_VECTORS } from "../../../../test/falco-conditions.ts";
import { audit, call, recordOf } from "../../../../test/falco-records.ts";
import { ConditionError, compileCondition, parseCondition } from "./index.ts";
import type { FalcoSource } from "../fields/field.ts";
import type { Facts } from "../../../model/facts.ts";

/** No Falco condition looks at them. */
const facts = {} as Facts;

function compiled(text: string, source: FalcoSource) {
  return compileCondition(parseCondition(text), { source, text, macros: new Map() });
}

describe("the language's own examples", () => {
  const conditions = CONDITION_VECTORS.filter(([, , , , expected]) => expected !== "error");
  it.each(conditions)("%i %s: %s with %s is %s", (_, source, condition, members, expected, _why, more = {}) => {
    const { record, unseen = [], warning } = more;
    const made = source === "k8s_audit" ? audit(members, { unseen }) : call(members, { unseen });
    const event = record === undefined ? made : recordOf(source, record);
    const { predicate, warnings } = compiled(condition, source);
    expect(predicate.test(event, facts)).toBe(expected);
    expect(predicate.explain(event, facts).result).toBe(expected);
    expect(warnings.map(({ code }) => code)).toEqual(warning === undefined ? [] : [warning]);
  });

  const errors = CONDITION_VECTORS.filter(([, , , , expected]) => expected === "error");
  it.each(errors)("%i %s: %s does not load", (_, source, condition) => {
    expect(() => compiled(condition, source)).toThrow(ConditionError);
  });
});
