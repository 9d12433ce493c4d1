import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import type { FalcoSource } from "../fields/field.ts";
import { alertJson, compileOutput } from "./index.ts";
import type { ExtraField } from "./index.ts";

function ruleOf(format: string, source: FalcoSource, extra: readonly ExtraField[] = []) {
  const output = compileOutput(format, source, {}, extra);
  return { id: "A rule", priority: "Warning", source, tags: ["k8s", "aws"], output };
}

describe("the alert of a rule", () => {
  const event = audit('"verb":"get","user":{"username":"a\\nb","groups":["x","y"]}');

  it("is one line with keys in order", () => {
    const rule = ruleOf("u=%ka.impuser.name g=%ka.user.groups v=%ka.verb by %ka.user.name", "k8s_audit");
    expect(alertJson(rule, event, "box")).toBe(
      '{"hostname":"box",' +
        '"output":"03:04:05.000000006: Warning u=<NA> g=(x,y) v=get by a\\nb",' +
        '"output_fields":{"evt.time":1767323045000000006,"ka.impuser.name":null,"ka.user.groups":["x","y"],"ka.user.name":"a\\nb","ka.verb":"get"},' +
        '"priority":"Warning","rule":"A rule","source":"k8s_audit","tags":["aws","k8s"],' +
        '"time":"2026-01-02T03:04:05.000000006Z","uuid":"b3584ee4-d62c-5600-aab8-ae83874c72f0"}',
    );
  });

  it("gives numbers, times and answers as what they are", () => {
    const rule = ruleOf("%s3.bytes.in %evt.datetime %evt.rawtime %evt.is_async %toupper(ct.name)", "aws_cloudtrail");
    const record = call('"eventName":"x","additionalEventData":{"bytesTransferredIn":18446744073709551615}');
    expect(alertJson(rule, record, "box")).toContain(
      '"output_fields":{"ct.name":"x","evt.datetime":1767323045000000000,"evt.is_async":false,' +
        '"evt.rawtime":1767323045000000000,"evt.time":1767323045000000000,"s3.bytes.in":18446744073709551615}',
    );
    expect(rule.output.values(record)).toEqual({
      "s3.bytes.in": "18446744073709551615",
      "evt.datetime": "1767323045000000000",
      "evt.rawtime": "1767323045000000000",
      "evt.is_async": false,
      "ct.name": "x",
    });
  });

  it("holds further fields beside those of the message", () => {
    const rule = ruleOf("%ka.verb", "k8s_audit", ["ka.user.groups", { who: "%ka.user.name!", 'what"': "%ka.uri" }]);
    expect(rule.output.values(event)).toEqual({
      "ka.verb": "get",
      "ka.user.groups": ["x", "y"],
      who: "a\nb!",
      'what"': "<NA>",
    });
    expect(rule.output.render(event)).toBe("get");
    expect(alertJson(rule, event, "box")).toContain('"what\\"":"<NA>","who":"a\\nb!"}');
  });

  it.each(["ka.verbs", "ka.user.name and more", "ct.name"])("refuses the further field %s", (field) => {
    const compiled = () => ruleOf("%ka.uri", "k8s_audit", [field]);
    expect(compiled).toThrow(expect.objectContaining({ unknownField: field, offset: 7 }));
  });

  it("has the same uuid at every replay", () => {
    const id = "aws_cloudtrail\n111122223333\n1997ed30-15a7-4026-945e-c39f6d150a53";
    const rule = { ...ruleOf("", "aws_cloudtrail"), id: "EKS Cluster Version Upgraded" };
    const { uuid } = JSON.parse(alertJson(rule, call("", { id }), "box")) as { uuid: string };
    expect(uuid).toBe("ed2cf129-2b70-5050-97a0-8672e25d2ca9");
  });
});
