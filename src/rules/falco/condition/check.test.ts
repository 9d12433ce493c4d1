import { describe, expect, it } from "vitest";
import { audit } from "../../../../test/falco-records.ts";
import type { Facts } from "../../../model/facts.ts";
import { compileCondition, parseCondition } from "./index.ts";

/** No Falco condition looks at them. */
const facts = {} as Facts;

function compiled(text: string) {
  return compileCondition(parseCondition(text), { source: "k8s_audit", text, macros: new Map() });
}

describe("a check", () => {
  const event = audit(
    '"verb":"Get\\u0000hidden","user":{"username":"ürgen","groups":["a","B"]},"requestURI":"/api","responseStatus":{"code":9},"objectRef":{"name":"YWIAYw=="}',
  );
  it.each([
    ["ka.verb = Get", true],
    ["ka.verb endswith hidden", false],
    ["ka.verb in (Get, x)", true],
    ["len(ka.verb) = 3", true],
    ["len(ka.user.name) = 6", true],
    ["len(ka.user.groups) in (1, +2)", true],
    ["len(ka.verb) > len(ka.user.groups)", true],
    ["len(ka.verb) != oneof (3, 4)", true],
    ["ka.verb icontains GET", true],
    ["ka.user.name icontains Ü", false],
    ["ka.user.name > 9", true],
    ["ka.user.name <= val(ka.verb)", false],
    ["ka.response.code > 1000", true],
    ["ka.response.code >= 0x9", true],
    ["ka.verb glob val(ka.user.name)", false],
    ["ka.verb startswith val(ka.verb)", true],
    ["ka.user.groups in val(ka.user.groups)", true],
    ["ka.user.groups intersects toupper(ka.user.groups)", true],
    ["tolower(ka.user.groups) in (a, b)", true],
    ["ka.verb in val(ka.target.namespace)", false],
    ["not ka.target.namespace != x", true],
    ["ka.target.namespace contains val(ka.verb)", false],
    ['b64(ka.target.name) = "ab"', true],
    ['join("-", ka.user.groups) = a-B', true],
    ['join("-", ("x", ka.uri)) = x-/api', true],
    ['join("-", ()) exists', false],
    ['concat(ka.verb, ":", ka.uri) = "Get:/api"', true],
    ["concat(ka.verb, ka.target.namespace) exists", false],
    ["basename(ka.uri) = api", true],
    ["ka.verb contains anyof (x, e)", true],
    ["ka.verb glob allof (G*, *t)", true],
    ["ka.verb regex oneof (G.*, x.*)", true],
    ["ka.verb = oneof ()", false],
    ["evt.is_async != true", true],
    ["evt.is_async in (true, false)", true],
  ])("%s: %s", (text, expected) => expect(compiled(text).predicate.test(event, facts)).toBe(expected));

  it("orders texts by their bytes", () => {
    const beyond = audit('"verb":"\ud83d\udca5","requestURI":"\uffee"');
    expect(compiled("ka.verb > val(ka.uri)").predicate.test(beyond, facts)).toBe(true);
  });
});

describe("what may be unseen", () => {
  const event = audit('"verb":"get","user":{"username":"x","groups":["a"]}', { unseen: ["user.groups", "objectRef"] });
  it.each([
    ["ka.user.name = x", true],
    ["ka.user.groups exists", true],
    ["ka.user.groups intersects (a)", true],
    ["ka.user.groups intersects (b)", "unknown"],
    ["ka.user.groups in (a)", "unknown"],
    ["not ka.user.groups in (a)", "unknown"],
    ["tolower(ka.user.groups) intersects (a)", "unknown"],
    ["len(ka.user.groups) exists", "unknown"],
    ["ka.user.groups intersects val(ka.user.groups)", "unknown"],
    ["ka.target.name exists", "unknown"],
    ["ka.verb = val(ka.target.name)", "unknown"],
    ["ka.target.name = x and ka.verb = list", false],
    ["ka.verb = list and ka.target.name = x", false],
    ["ka.target.name = x or ka.verb = get", true],
    ['jevt.value[""] contains get', true],
    ["jevt.value[/objectRef/name] = x", "unknown"],
  ])("%s: %s", (text, expected) => {
    const { predicate } = compiled(text);
    expect(predicate.test(event, facts)).toBe(expected);
    expect(predicate.explain(event, facts).result).toBe(expected);
  });

  it("is asked for once an event", () => {
    let asked = 0;
    const counting = {
      ...event,
      get unseen() {
        asked += 1;
        return [];
      },
    };
    for (const text of ["ka.verb = a", "ka.verb = b", "ka.user.name = c"])
      compiled(text).predicate.test(counting, facts);
    expect(asked).toBe(1);
  });
});
