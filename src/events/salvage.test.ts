import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { salvage } from "./salvage.ts";

const EVENT = {
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  level: "RequestResponse",
  auditID: "1",
  stage: "ResponseComplete",
  requestURI: "/api/v1/x",
  verb: "patch",
  user: { username: "alice", groups: ["a", "b"] },
  sourceIPs: ["10.0.0.1"],
  requestObject: { spec: { containers: [{ name: "a", args: ["é", "x"] }] } },
  responseObject: { metadata: { name: "x" } },
  stageTimestamp: "2026-11-20T10:22:03Z",
};
const TEXT = JSON.stringify(EVENT);
const upTo = (mark: string) => TEXT.slice(0, TEXT.indexOf(mark) + mark.length);

describe("salvage", () => {
  it.each<[string, string, string, string[]]>([
    ["in a text", upTo('"alice","groups":["a","'), "user.groups", ["user.groups"]],
    [
      "in a list of objects",
      upTo('"args":["é","'),
      "requestObject.spec.containers[0].args",
      ["requestObject.spec.containers[0].args", "responseObject"],
    ],
    [
      "in a key",
      upTo('{"name":"a","ar'),
      "requestObject.spec.containers[0]",
      ["requestObject.spec.containers[0]", "responseObject"],
    ],
    ["behind a key", upTo('"verb":'), "", ["verb", "user"]],
    ["behind a comma", upTo('"patch",'), "", ["user", "impersonatedUser"]],
  ])("cut %s", (_, text, cutPath, unseen) => {
    for (const suffix of ["", "[Truncated...]", "[Truncated...]\r\n", "\uFFFD[Truncated...]"]) {
      const saved = salvage(text + suffix);
      expect(saved).toMatchObject({ cutPath, cutByte: Buffer.byteLength(text) });
      expect((saved as { unseen: string[] }).unseen.slice(0, unseen.length)).toEqual(unseen);
    }
  });

  it("keeps what is complete", () => {
    expect(salvage(upTo('"args":["é","x'))).toMatchObject({
      value: { auditID: "1", requestObject: { spec: { containers: [{ name: "a", args: ["é"] }] } } },
    });
    expect(salvage('{"a":1,"b":12')).toMatchObject({ value: { a: 1 } });
    expect(salvage('{"a":1,"b":tr')).toMatchObject({ value: { a: 1 } });
    expect(salvage('{"a":{"b":1}')).toMatchObject({ value: { a: { b: 1 } }, cutPath: "" });
  });

  it("where the writer had another order, all that is missing may be in the cut", () => {
    const { unseen } = salvage('{"verb":"get","auditID":"1","stage":"Panic","user":{"a') as { unseen: string[] };
    expect(unseen).toEqual(expect.arrayContaining(["kind", "user", "requestURI", "annotations"]));
  });

  it.each(["", "x", '{"a":1}', '{"a":1}}', '{"a" 1', '{"a":1 2', "{,", "[1,]", '{"a":"b"c', '{"a":1]', '"abc'])(
    "broken: %s",
    (text) => expect(salvage(text)).toBe("broken"),
  );

  it("any cut of an object is read, and never says what was not there", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (value, share) => {
          const text = JSON.stringify(value);
          const cut = text.slice(0, Math.max(1, Math.floor(text.length * share)));
          const saved = salvage(cut);
          expect(saved).not.toBe("broken");
          if (saved === "broken") return;
          const whole = JSON.parse(text) as { [key: string]: unknown };
          for (const key of Object.keys(saved.value)) expect(Object.hasOwn(whole, key)).toBe(true);
        },
      ),
    );
  });
});
