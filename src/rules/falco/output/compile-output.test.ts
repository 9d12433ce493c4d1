import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import { compileOutput, OutputError } from "./index.ts";

describe("an output of an audit rule", () => {
  const event = audit(
    '"verb":"get","requestURI":"/api?command=ls","user":{"username":"jané","groups":["a","b"]},"responseStatus":{"code":403}',
  );
  it.each([
    ["u=%ka.impuser.name g=%ka.user.groups v=%ka.verb", "u=<NA> g=(a,b) v=get"],
    ["*%ka.verb", "get"],
    ["%ka.verbb", "getb"],
    ["%ka.user.names", "janés"],
    ["%ka.verb) %ka.target.name/%ka.verb.", "get) <NA>/get."],
    ["%ka.verb[0]", "get[0]"],
    ["%6ka.user.name|%4ka.user.name|%3ka.verb|%0ka.verb|%5ka.uri.x", "jané |jan |get||/api?.x"],
    ["%toupper(ka.verb)%len(ka.user.groups)", "GET2"],
    ["%toupper(ka.target.name)", "<NA>"],
    ['%concat(ka.verb, " ", ka.user.name)!', "get jané!"],
    ["two\nlines, %ka.response.code", "two\nlines, 403"],
    ["nothing to fill", "nothing to fill"],
  ])("%j reads %j", (format, message) => expect(compileOutput(format, "k8s_audit").render(event)).toBe(message));

  it("gives the values it names, of transformers those they take", () => {
    const format = compileOutput("%ka.user.groups %20ka.verb %toupper(ka.target.name) %ka.verb", "k8s_audit");
    expect(format.fields).toEqual(["ka.user.groups", "ka.verb", "ka.target.name"]);
    expect(format.values(event)).toEqual({ "ka.user.groups": ["a", "b"], "ka.verb": "get", "ka.target.name": null });
  });

  it("shows nothing of what the record may lack", () => {
    const format = compileOutput("%ka.response.code by %ka.user.name", "k8s_audit");
    const cut = { ...event, unseen: ["responseStatus"] };
    expect(format.render(cut)).toBe("<NA> by jané");
    expect(format.values(cut)).toEqual({ "ka.response.code": null, "ka.user.name": "jané" });
  });
});

it("reads paths of a CloudTrail request up to where they stop being one", () => {
  const event = call('"eventName":"X","requestParameters":{"version":"1.33","names":["a"],"n":7}');
  const format = compileOutput("%ct.request.version, %ct.request.names %ct.request.n. %ct.names", "aws_cloudtrail");
  expect(format.render(event)).toBe('1.33, ["a"] 7. Xs');
});

describe("an output that does not load", () => {
  it("says all that is wrong with it", () => {
    const error = (() => {
      try {
        return compileOutput("100% of %ka.verb by %ka.nmae %", "k8s_audit");
      } catch (thrown) {
        return thrown as OutputError;
      }
    })();
    expect(error).toMatchObject({
      offset: 3,
      others: [{ offset: 20, message: "unknown field `ka.nmae`" }, { offset: 29 }],
    });
  });

  it.each([
    ["x %nope.field", 2, "unknown field `nope.field`", "nope.field"],
    ["*x %nope.field", 3, "unknown field `nope.field`", "nope.field"],
    ["100%", 3, "`%` begins no field", undefined],
    ["100% of it", 3, "`%` begins no field", undefined],
    ["%ka.uri %%", 8, "`%` begins no field", undefined],
    ["a %ct.name", 2, "`ct.name` is a field of source aws_cloudtrail, this rule is of source k8s_audit", "ct.name"],
    ["%20 ka.verb", 0, "`%` begins no field", undefined],
    ["%99999ka.verb", 0, "a width of 99999 bytes is more than 10000", undefined],
    ["by %tolower(ka.nam)", 12, "unknown field `ka.nam`", "ka.nam"],
    ["%tolower(ka.verb", 16, "expected `,` or `)`, found the end", undefined],
  ])("%j", (format, offset, message, unknownField) => {
    const compiled = () => compileOutput(format, "k8s_audit");
    expect(compiled).toThrow(OutputError);
    expect(compiled).toThrow(expect.objectContaining({ offset, message, unknownField }));
  });
});

it("refuses a name of any number of parts in no time", () => {
  const name = `ka.${"user.ka.".repeat(40)}`;
  expect(() => compileOutput(`who: %${name}`, "k8s_audit")).toThrow(/unknown field/);
});
