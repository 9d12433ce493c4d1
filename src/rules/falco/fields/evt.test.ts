import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import type { Event, Origin } from "../../../model/event.ts";
import { bindField, fieldsOf } from "./index.ts";
import type { FieldSettings } from "./index.ts";
import type { FieldValue } from "./field.ts";

function valueOf(event: Event, field: string, argument?: string, settings?: FieldSettings): FieldValue {
  const bound = bindField(event.kind as "k8s_audit", field, argument, settings);
  return "extract" in bound ? bound.extract(event) : `no field: ${bound.message}`;
}

const ORIGIN: Origin = { unit: "a.json", record: 3, offset: 0, chain: [] };
const EKS: Origin = { ...ORIGIN, logGroup: "/aws/eks/prod/cluster" };
const SETTINGS = { hostname: "box" };

describe("fields of any event", () => {
  const event = audit('"verb":"get"', { origins: [ORIGIN] });
  const cases = [
    ["evt.num", 3n],
    ["evt.time", "03:04:05.000000006"],
    ["evt.time.s", "03:04:05"],
    ["evt.time.iso8601", "2026-01-02T03:04:05.000000006+0000"],
    ["evt.datetime", "2026-01-02 03:04:05.000000006"],
    ["evt.datetime.s", "2026-01-02 03:04:05"],
    ["evt.rawtime", 1767323045000000006n],
    ["evt.rawtime.s", 1767323045n],
    ["evt.rawtime.ns", 6n],
    ["evt.reltime", undefined],
    ["evt.reltime.s", undefined],
    ["evt.reltime.ns", undefined],
    ["evt.pluginname", "k8saudit"],
    ["evt.plugininfo", event.text],
    ["evt.source", "k8s_audit"],
    ["evt.is_async", false],
    ["evt.asynctype", undefined],
    ["evt.hostname", "box"],
    ["jevt.rawtime", "1767323045000000006"],
    ["json.rawtime", "1767323045000000006"],
  ] as const;
  it.each(cases)("%s", (field, value) => expect(valueOf(event, field, undefined, SETTINGS)).toEqual(value));

  it("are all tested", () => {
    const tested = [...cases.map(([name]) => name as string), "jevt.value", "json.value", "jevt.obj", "json.obj"];
    const names = fieldsOf("k8s_audit")
      .map(({ name }) => name)
      .filter((name) => !name.startsWith("ka."));
    expect(names.filter((name) => !tested.includes(name))).toEqual([]);
  });

  it("say what the plugins of Falco would say", () => {
    const members = '"awsRegion":"eu-west-1","eventSource":"eks.amazonaws.com","eventName":"CreateCluster"';
    expect(valueOf(call(members), "evt.plugininfo")).toBe(
      "eu-west-1 eks CreateCluster <no user, address or operation>",
    );
    const who = '"userIdentity":{"type":"Root","userName":"acme"},"sourceIPAddress":"1.2.3.4"';
    expect(valueOf(call(`${members},${who}`), "evt.plugininfo")).toBe(
      "eu-west-1 acme eks CreateCluster acme via 1.2.3.4 ← CreateCluster",
    );
    expect(valueOf(call(), "evt.pluginname")).toBe("cloudtrail");
    expect(valueOf(audit("", { origins: [EKS] }), "evt.pluginname")).toBe("k8saudit-eks");
  });

  it("go by the transport's time where the record's own is not the event's", () => {
    expect(valueOf(audit("", { time: 1500 }), "evt.rawtime")).toBe(1_500_000_000n);
    expect(valueOf(audit("", { time: -1 }), "evt.time")).toBe("23:59:59.999000000");
  });
});

describe("JSON pointers", () => {
  it.each([
    ["/a/1/b", '"a":[0,{"b":2.50}]', "2.50"],
    ["a/1/b", '"a":[0,{"b":"x"}]', "x"],
    ["/a/01", '"a":[0,1]', undefined],
    ["/a/b", '"a":[0,1]', undefined],
    ["/m/x~1y", '"m":{"x/y":"z"}', "z"],
    ["/m/~01", '"m":{"~1":"z"}', "z"],
    ["/n", '"n":null', "null"],
    ["/", '"":"empty"', "empty"],
    ["/n/x", '"n":null', undefined],
    ["/m", '"m": {"b" : [ ] , "a":"\\u0041 b", "c":1.0}', '{"b":[],"a":"A b","c":1.0}'],
  ])("%s of {%s}", (pointer, members, value) => {
    expect(valueOf(audit(members), "jevt.value", pointer)).toBe(value);
    expect(valueOf(call(members), "json.value", pointer)).toBe(value);
  });

  it("show the whole record", () => {
    const event = call('"n": 1.0');
    expect(valueOf(event, "jevt.value", "")).toBe(
      '{"eventTime":"2026-01-02T03:04:05Z","eventType":"AwsApiCall","n":1.0}',
    );
    const laidOut = '{\n  "eventTime": "2026-01-02T03:04:05Z",\n  "eventType": "AwsApiCall",\n  "n": 1.0\n}';
    expect(valueOf(event, "jevt.obj")).toBe(laidOut);
    expect(valueOf(event, "json.obj")).toBe(laidOut);
  });

  it("show of a record that was cut off what could be read", () => {
    const text = '{"auditID":"a","responseStatus":{"code":4';
    const event = audit("", {
      text,
      raw: { auditID: "a", responseStatus: {} },
      partial: { cutPath: "responseStatus", cutByte: 42 },
    });
    expect(valueOf(event, "jevt.value", "")).toBe('{"auditID":"a","responseStatus":{}}');
    expect(valueOf(event, "jevt.value", "/responseStatus")).toBe("{}");
  });
});
