import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import { REFERENCE_FIELDS, negated, reference } from "../../../../test/falco-reference.ts";
import type { ReferenceCase } from "../../../../test/falco-reference.ts";
import { isOfInterest } from "../../../lib/interest.ts";
import type { Event } from "../../../model/event.ts";
import type { Facts } from "../../../model/facts.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Explanation } from "../../../model/rule.ts";
import type { FalcoSource } from "../fields/field.ts";
import type { Condition } from "./ast.ts";
import { ConditionError, compileCondition, formatCondition, parseCondition } from "./index.ts";

const facts = {} as Facts;

// Words that begin, end and hold one another, so that random checks hit.
const words = [
  "get",
  "getx",
  "list",
  "pods",
  "pods/exec",
  "eks.amazonaws.com",
  "CreateCluster",
  "CREATECLUSTER",
  "a",
  "",
  "é",
  "a b",
  "null",
  "7",
];
const patterns = [
  "get.*",
  ".*pods.*",
  "(get|list)",
  "list|pods",
  "getx?",
  "get+x*",
  "eks\\.amazonaws\\.com",
  "p[o]ds(/exec)?",
  "[^l]*",
  "pods{1}",
];
const word = fc.constantFrom(...words);
const value: fc.Arbitrary<Json> = fc.oneof({ weight: 6, arbitrary: word }, fc.constantFrom<Json>(null, 7, true, 1.5));

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const list = fc.array(value, { maxLength: 3 });

const RECORDS: { [source in FalcoSource]: fc.Arbitrary<JsonObject> } = {
  aws_cloudtrail: fc.record({
    eventName: some(value),
    eventSource: some(value),
    errorCode: some(value),
    requestParameters: some(
      fc.oneof(fc.record({ name: some(value), size: some(fc.record({ max: value })), list: some(list) }), value),
    ),
  }) as fc.Arbitrary<JsonObject>,
  k8s_audit: fc.record({
    verb: some(value),
    objectRef: some(fc.record({ resource: some(value), subresource: some(value) })),
    impersonatedUser: some(fc.record({ username: some(value) })),
    user: some(fc.record({ username: some(value), groups: some(fc.oneof(list, value)) })),
    requestObject: some(fc.record({ rules: some(list) })),
  }) as fc.Arbitrary<JsonObject>,
};

const textOf = (json: Json | undefined) => (typeof json === "string" ? json : "");

/** An event as the decoders make it, as far as an index of interests looks at it. */
function eventOf(source: FalcoSource, record: JsonObject, unseen: readonly string[]): Event {
  const members = JSON.stringify(record).slice(1, -1);
  if (source === "aws_cloudtrail") {
    return call(members, { unseen, service: textOf(record["eventSource"]), action: textOf(record["eventName"]) });
  }
  const { resource, subresource } = (record["objectRef"] ?? {}) as JsonObject;
  const within = textOf(subresource);
  const resourceType = within === "" ? textOf(resource) : `${textOf(resource)}/${within}`;
  return audit(members, { unseen, action: textOf(record["verb"]), resourceType });
}

const quotedWord = word.map((text) => JSON.stringify(text));
const someWords = fc.array(quotedWord, { maxLength: 3 }).map((texts) => `(${texts.join(", ")})`);

function checkText(source: FalcoSource): fc.Arbitrary<string> {
  const of = (isList: boolean) =>
    fc.constantFrom(...REFERENCE_FIELDS[source].filter((each) => (each.isList ?? false) === isList));
  const scalar = of(false).map(({ name }) => name);
  const side = fc.oneof(
    { weight: 4, arbitrary: scalar },
    scalar.map((name) => `tolower(${name})`),
  );
  const operator = fc.constantFrom("=", "!=", "contains", "icontains", "startswith", "endswith", "glob");
  const indexed = scalar.filter((name) =>
    /^(ct.name|ct.src|ka.verb|ka.target.resource|ka.target.subresource)$/.test(name),
  );
  const checks = [
    { weight: 4, arbitrary: fc.tuple(indexed, quotedWord).map(([name, text]) => `${name} = ${text}`) },
    { weight: 2, arbitrary: fc.tuple(indexed, someWords).map(([name, texts]) => `${name} in ${texts}`) },
    { weight: 5, arbitrary: fc.tuple(side, operator, quotedWord).map((parts) => parts.join(" ")) },
    {
      weight: 3,
      arbitrary: fc.tuple(side, fc.constantFrom("in", "intersects"), someWords).map((parts) => parts.join(" ")),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(side, operator, fc.constantFrom("oneof", "anyof", "allof"), someWords)
        .map((parts) => parts.join(" ")),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(side, fc.constantFrom("=", "!=", "contains"), scalar)
        .map(([a, b, c]) => `${a} ${b} val(${c})`),
    },
    { weight: 1, arbitrary: scalar.map((name) => `${name} exists`) },
    {
      weight: 2,
      arbitrary: fc.tuple(side, fc.constantFrom(...patterns)).map(([a, b]) => `${a} regex ${JSON.stringify(b)}`),
    },
  ];
  if (source === "k8s_audit") {
    const lists = of(true).map(({ name }) => name);
    checks.push({
      weight: 2,
      arbitrary: fc.tuple(lists, fc.constantFrom("in", "intersects"), someWords).map((parts) => parts.join(" ")),
    });
    checks.push({ weight: 1, arbitrary: lists.map((name) => `${name} exists`) });
  }
  return fc.oneof(...checks);
}

function conditionText(source: FalcoSource): fc.Arbitrary<string> {
  return fc.letrec<{ whole: string; check: string; junction: string; not: string; macro: string }>((tie) => ({
    whole: fc.oneof({ maxDepth: 4 }, tie("check"), tie("junction"), tie("not"), tie("macro")),
    check: checkText(source),
    macro: fc.constantFrom("m", "n"),
    not: tie("whole").map((text) => `not (${text})`),
    junction: fc
      .tuple(fc.constantFrom(" and ", " or "), fc.array(tie("whole"), { minLength: 2, maxLength: 4 }))
      .map(([word_, parts]) => `(${parts.join(word_)})`),
  })).whole;
}

interface Case extends ReferenceCase {
  text: string;
  macros: ReadonlyMap<string, { text: string; condition: Condition }>;
}

const cases: fc.Arbitrary<Case> = fc.constantFrom<FalcoSource>("aws_cloudtrail", "k8s_audit").chain((source) =>
  fc.record({
    source: fc.constant(source),
    text: conditionText(source),
    macros: fc.tuple(checkText(source), checkText(source)).map(([m, n]) => {
      const texts = { m: `${m} or n`, n };
      return new Map(Object.entries(texts).map(([name, text]) => [name, { text, condition: parseCondition(text) }]));
    }),
    record: RECORDS[source],
    unseen: fc.subarray(
      ["eventName", "verb", "requestParameters", "requestParameters.name", "requestObject", "user.groups"],
      { maxLength: 2 },
    ),
  }),
);

describe("any condition", () => {
  it("gives what the rules of the language say, one after the other", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { source, text, macros, record, unseen } = given;
        const condition = parseCondition(text);
        const { predicate } = compileCondition(condition, { source, text, macros });
        const plain = eventOf(source, record, []);
        const redacted = eventOf(source, record, unseen);
        expect(predicate.test(plain, facts)).toBe(reference(condition, { ...given, unseen: [] }));
        expect(predicate.test(redacted, facts)).toBe(reference(condition, given));
        expect(predicate.explain(redacted, facts).result).toBe(reference(condition, given));
      }),
      { numRuns: 3000 },
    );
  });

  it("is true of no event outside of its interest, and of none that holds no needle", () => {
    let [outside, without] = [0, 0];
    fc.assert(
      fc.property(cases, ({ source, text, macros, record }) => {
        const { predicate } = compileCondition(parseCondition(text), { source, text, macros });
        const event = eventOf(source, record, []);
        const isOutside = !isOfInterest(predicate.interest, event);
        const isWithout =
          predicate.needles !== undefined && !predicate.needles.some((needle) => event.text.includes(needle));
        outside += Number(isOutside);
        without += Number(isWithout);
        expect((isOutside || isWithout) && predicate.test(event, facts)).toBe(false);
      }),
      { numRuns: 3000 },
    );
    expect(outside).toBeGreaterThan(100);
    expect(without).toBeGreaterThan(100);
  });

  it("reads the same after it was written down", () => {
    fc.assert(
      fc.property(cases, ({ text }) => {
        const written = formatCondition(parseCondition(text));
        expect(withoutPlaces(parseCondition(written))).toEqual(withoutPlaces(parseCondition(text)));
      }),
    );
  });

  it("is decided by parts that came out the way they must", () => {
    fc.assert(
      fc.property(cases, ({ source, text, macros, record, unseen }) => {
        const { predicate } = compileCondition(parseCondition(text), { source, text, macros });
        const told = predicate.explain(eventOf(source, record, unseen), facts);
        expect(told.decided).toBe(true);
        expect(suffices(told)).toBe(true);
      }),
    );
  });
});

describe("any text", () => {
  const pieces = fc.constantFrom(
    ..."( ) [ ] , = == != < >= \" ' \\ ka.verb ka.user.groups evt.num ka.uri.param[x] and or not in exists contains regex glob pmatch anyof val( tolower( len( join( 5 x [[:y:]]*".split(
      " ",
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(" ")),
  );

  it("is a condition, or is refused at a place in it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { from, to } = refusal(text) ?? { from: 0, to: 0 };
        expect([from >= 0, from <= to, to <= text.length]).toEqual([true, true, true]);
      }),
      { numRuns: 3000 },
    );
  });
});

function refusal(text: string): ConditionError | undefined {
  try {
    compileCondition(parseCondition(text), { source: "k8s_audit", text, macros: new Map() });
    return undefined;
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw error;
  }
}

function withoutPlaces(condition: Condition): unknown {
  return JSON.parse(
    JSON.stringify(condition, (key, member: unknown) => (["from", "to", "quoted"].includes(key) ? undefined : member)),
  );
}

/** Whether the decisive parts alone bring the result about, whatever the others were. */
function suffices({ kind, result, parts }: Explanation): boolean {
  const deciding = parts.filter(({ decided }) => decided);
  if (kind === "check") return parts.length === 0;
  if (deciding.length === 0 || !deciding.every(suffices)) return false;
  if (kind === "macro") return deciding[0]!.result === result;
  if (kind === "not") return deciding[0]!.result === negated(result);
  const needsAll = result === (kind === "and");
  return deciding.every((part) => part.result === result) && (!needsAll || deciding.length === parts.length);
}
