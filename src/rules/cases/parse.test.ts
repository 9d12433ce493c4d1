import { describe, expect, it } from "vitest";
import { parseCases } from "./parse.ts";

const read = (text: string) => parseCases({ file: "cases/x.yaml", text });
const said = (text: string) =>
  read(text).problems.map(({ at, message, hint }) => `${at.line}:${at.column} ${message}${hint ? `; ${hint}` : ""}`);

const RECORDS = `records:
  call: { eventName: DeleteCluster, readOnly: false, requestParameters: { name: prod, list: [a, b] } }
`;

describe("a case", () => {
  it("is a record with what differs, and what the rule makes of it", () => {
    const { cases, problems } = read(`${RECORDS}cases:
  - rule: Cluster deleted
    name: refused
    record: call
    patch: { errorCode: AccessDenied, readOnly: null }
    cluster: prod
    expect: quiet
`);
    expect(problems).toEqual([]);
    expect(cases).toMatchObject([{ rule: "Cluster deleted", name: "refused", cluster: "prod", expect: "quiet" }]);
    expect(cases[0]!.record).toEqual({
      eventName: "DeleteCluster",
      requestParameters: { name: "prod", list: ["a", "b"] },
      errorCode: "AccessDenied",
    });
  });

  it.each([
    ["another output", `expect: "prod is gone"`, { output: "prod is gone" }],
    ["what cannot be told", "expect: unknown", "unknown"],
  ])("can expect %s", (_, line, expected) => {
    const { cases } = read(`${RECORDS}cases:\n  - { rule: r, name: n, record: call, ${line} }\n`);
    expect(cases[0]!.expect).toEqual(expected);
  });

  it("can hold its record itself, and change it by operations", () => {
    const { cases } = read(`cases:
  - rule: r
    name: n
    record: { a: [1, 1.5, "2", null, true, "true", 0x1, 1e3] }
    patch: [{ op: remove, path: /a/0 }]
    expect: quiet
`);
    expect(cases[0]!.record).toEqual({ a: [1.5, "2", null, true, "true", "0x1", 1000] });
  });

  it("can stand for others by an alias", () => {
    const { cases } = read(`${RECORDS}cases:
  - { rule: r, name: one, record: call, patch: &p { a: 1 }, expect: &said "it happened" }
  - { rule: r, name: two, record: call, patch: *p, expect: *said }
`);
    expect(cases.map(({ record, expect: expected }) => [record["a"], expected])).toEqual([
      [1, { output: "it happened" }],
      [1, { output: "it happened" }],
    ]);
  });
});

describe("a wrong file is told with line and column", () => {
  const one = (fields: string) =>
    `${RECORDS}cases:\n  - { rule: r, name: n, record: call, expect: quiet, ${fields} }\n`;
  it.each([
    ["an unknown key", one("expected: x"), ["4:54 unknown key `expected`; did you mean `expect`?"]],
    ["an unknown key of the file", `case: []\ncases: []\n`, ["1:1 unknown key `case`; did you mean `cases`?"]],
    ["no cases", RECORDS, ["1:1 `cases` is missing"]],
    ["a list", "- rule: r\n", ["1:1 a file of cases is a mapping with `records` and `cases`, not a list"]],
    ["a case that is text", "cases: [r]\n", ["1:9 a case is a mapping, not text"]],
    [
      "what is missing",
      "cases:\n  - { rule: r }\n",
      ["2:13 `name` is missing", "2:13 `record` is missing", "2:13 `expect` is missing"],
    ],
    [
      "a record of no such name",
      one("record: cal").replace("record: call, ", ""),
      ["4:48 there is no record `cal`; did you mean `call`?"],
    ],
    [
      "a place that is not there",
      one("patch: [{ op: test, path: /eventName, value: DeleteCluster }, { op: remove, path: /b }]"),
      ["4:116 bad patch: there is nothing at /b"],
    ],
    ["two expectations", one("expect: unknown"), ["4:54 the key `expect` stands here twice; the first one counts"]],
    ["a patch that is text", one("patch: x"), ["4:61 `patch` is a mapping (merge patch) or a list of operations"]],
    [
      "YAML that does not parse",
      "cases: [\n",
      ["2:1 Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
  ])("%s", (_, text, problems) => expect(said(text)).toEqual(problems));

  it("and hides no other case", () => {
    const { cases } = read(`${RECORDS}cases:
  - { rule: r, name: bad, record: none, expect: quiet }
  - { rule: r, name: good, record: call, expect: quiet }
`);
    expect(cases.map(({ name }) => name)).toEqual(["good"]);
  });
});
