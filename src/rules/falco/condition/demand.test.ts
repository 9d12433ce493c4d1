import { describe, expect, it } from "vitest";
import type { FalcoSource } from "../fields/field.ts";
import { compileCondition, parseCondition } from "./index.ts";

const macro = "ka.verb in (get, watch)";
const macros = new Map([["m", { text: macro, condition: parseCondition(macro) }]]);

function compiled(text: string, source: FalcoSource = "k8s_audit") {
  return compileCondition(parseCondition(text), { source, text, macros });
}

describe("what a condition wants to meet", () => {
  it.each([
    [
      "ka.verb in (create, update) and ka.target.resource = pods",
      { actions: ["create", "update"], resources: ["pods"] },
      undefined,
    ],
    ["ka.verb = create or ka.verb = update", { actions: ["create", "update"] }, undefined],
    ["ka.verb = create or ka.uri exists", {}, undefined],
    ["ka.verb = create and ka.verb = update", { actions: [] }, undefined],
    ["not ka.verb = create", {}, undefined],
    ["m and ka.verb in (get, list)", { actions: ["get"] }, undefined],
    ['ka.verb in ("")', {}, undefined],
    ["ka.verb = null", {}, ["null"]],
    ["ka.uri contains /api/v1/secrets and not ka.verb = get", {}, ["secrets"]],
    ["ka.user.groups intersects (system:masters, x:y)", {}, ["system:masters", "x:y"]],
    ["ka.uri.param[x] = value", {}, undefined],
    [
      "ka.target.resource = pods and ka.target.subresource in (exec, attach)",
      { resources: ["pods/exec", "pods/attach"] },
      undefined,
    ],
    ["ka.target.subresource = exec", { resources: ["*/exec"] }, undefined],
    ["ka.impuser.name exists", {}, ["impersonatedUser"]],
    [
      "jevt.value[/annotations/failed-open.webhook/x] exists",
      {},
      ["failed-open.webhook", "HIDDEN_DUE_TO", "***", "sensitiveDataRemoved", 'omitted"'],
    ],
    ["ka.req.service.type = NodePort", {}, ["NodePort", 'Metadata"', "audit.k8s.io/truncated"]],
  ])("%s", (text, interest, needles) => {
    const { predicate } = compiled(text);
    expect(predicate.interest).toEqual({ kinds: ["k8s_audit"], ...interest });
    expect(predicate.needles).toEqual(needles);
  });

  it.each(["s3.bytes = 1234", "s3.bytes.in in (1000)", "evt.source = aws_cloudtrail", "ct.info contains via"])(
    "%s looks for nothing in the record: its value is made",
    (text) => expect(compiled(text, "aws_cloudtrail").predicate.needles).toBeUndefined(),
  );

  it.each([
    ["ct.name = A and ct.src = eks.amazonaws.com", ["eks.amazonaws.com/A"]],
    ["ct.src = a.b and (ct.name in (A, B) or ct.name = C)", ["a.b/A", "a.b/B", "a.b/C"]],
    ["ct.shortsrc = eks and ct.name = A", ["eks.amazonaws.com/A", "eks/A"]],
    ["(ct.src = a.b and ct.name = A) or ct.name = B", ["a.b/A", "*/B"]],
  ])("%s", (text, actions) => {
    const { predicate } = compiled(text, "aws_cloudtrail");
    expect(predicate.interest).toEqual({ kinds: ["aws_cloudtrail"], actions });
  });
});
