import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import { bindField, fieldsOf, isKnownField } from "./index.ts";

describe("a field that is asked for wrongly", () => {
  it.each([
    ["k8s_audit", "ka.verbs", undefined, "unknown field `ka.verbs`", "did you mean `ka.verb`?"],
    [
      "k8s_audit",
      "ct.name",
      undefined,
      "`ct.name` is a field of source aws_cloudtrail, this rule is of source k8s_audit",
      undefined,
    ],
    [
      "aws_cloudtrail",
      "ka.verb",
      undefined,
      "`ka.verb` is a field of source k8s_audit, this rule is of source aws_cloudtrail",
      undefined,
    ],
    ["k8s_audit", "ka.verb", "x", "`ka.verb` takes no argument", "write `ka.verb`"],
    ["aws_cloudtrail", "ct.request.a.b", "0", "`ct.request.a.b` takes no argument", "write `ct.request.a.b`"],
    [
      "aws_cloudtrail",
      "ct.request.9a",
      undefined,
      "unknown field `ct.request.9a`",
      "keys with other characters are read by `jevt.value[/requestParameters/…]`",
    ],
    ["aws_cloudtrail", "Ct.name", undefined, "unknown field `Ct.name`", "did you mean `ct.name`?"],
    [
      "k8s_audit",
      "evt.type",
      undefined,
      "unknown field `evt.type`",
      "fields of system calls do not exist for audit events and CloudTrail records",
    ],
    ["k8s_audit", "ka.uri.param", undefined, "`ka.uri.param` needs an argument", "write `ka.uri.param[…]`"],
    [
      "k8s_audit",
      "ka.sourceips",
      "01",
      "`01` is no index of `ka.sourceips`",
      "write `ka.sourceips[1]`, without a leading zero",
    ],
    [
      "k8s_audit",
      "ka.sourceips",
      "last",
      "`last` is no index of `ka.sourceips`",
      "it takes the number of an element, counted from 0",
    ],
    ["k8s_audit", "static.site", undefined, "unknown field `static.site`", "no such constant is configured"],
  ] as const)("%s %s[%s]", (source, name, argument, message, hint) => {
    expect(bindField(source, name, argument)).toEqual({ message, ...(hint === undefined ? {} : { hint }) });
    expect(isKnownField(source, name)).toBe(!message.startsWith("unknown") && !message.includes("of source"));
  });
});

it("lists the fields of a source", () => {
  const names = fieldsOf("aws_cloudtrail").map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["ct.name", "ct.request.name", "ct.request.PATH"]));
  expect(new Set(names).size).toBe(names.length);
});

it("reads constants of the configuration on every source", () => {
  const settings = { constants: new Map([["site", "north"]]) };
  for (const source of ["k8s_audit", "aws_cloudtrail"] as const) {
    const field = bindField(source, "static.site", undefined, settings);
    expect("extract" in field && field.extract(source === "k8s_audit" ? audit() : call())).toBe("north");
  }
  expect(bindField("k8s_audit", "static.sites", undefined, settings)).toMatchObject({
    hint: "did you mean `static.site`?",
  });
});
