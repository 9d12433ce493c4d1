import { describe, expect, it } from "vitest";
import { cloudtrailEvent } from "../../events/cloudtrail.ts";
import type { Json } from "../../model/json.ts";
import { compileQuery } from "./index.ts";

const MINUTE = 60_000;
const options = { over: 15 * MINUTE, atLeast: 1, by: [] };

function call(minute: number, name: string, who: string) {
  const raw = {
    eventSource: "eks.amazonaws.com",
    eventName: name,
    eventID: `${minute}-${name}-${who}`,
    eventTime: new Date(Date.UTC(2026, 2, 14, 9, minute)).toISOString(),
    userIdentity: { userName: who },
  };
  return cloudtrailEvent(raw, JSON.stringify(raw), { unit: "u", record: 1, offset: 0, chain: [] }, 0);
}

const calls = [
  call(1, "DeleteAddon", "ann"),
  call(2, "DeleteAddon", "bob"),
  call(3, "DeleteNodegroup", "ann"),
  call(4, "ListClusters", "ann"),
  call(5, "DeleteNodegroup", "ann"),
];

/** The rows of a window; the memory is written and read between any two events, as a store does. */
function rowsOf(text: string, given = calls) {
  const query = compileQuery(text);
  const window = query.window(options);
  let state: Json | undefined;
  for (const event of given) {
    if (query.predicate.test(event, {} as never) !== true) continue;
    const before = JSON.stringify(state);
    const next = window.add(state, event);
    expect(JSON.stringify(state)).toBe(before);
    state = JSON.parse(JSON.stringify(next)) as Json;
  }
  return state === undefined ? [] : window.rows(state);
}

describe("a query over a window", () => {
  it.each([
    [
      "rows, newest first",
      "filter eventName like /^Delete/ | fields eventName, userIdentity.userName as who | limit 2",
      [
        { eventName: "DeleteNodegroup", who: "ann" },
        { eventName: "DeleteNodegroup", who: "ann" },
      ],
    ],
    [
      "groups",
      "filter eventName like /^Delete/ | stats count(*) as n, count_distinct(eventName) as kinds by userIdentity.userName as who | sort n desc",
      [
        { who: "ann", n: 3, kinds: 2 },
        { who: "bob", n: 1, kinds: 1 },
      ],
    ],
    [
      "what follows the groups",
      "stats count(*) as n by userIdentity.userName as who | filter n > 2 | fields who, n * 2 as twice",
      [{ who: "ann", twice: 8 }],
    ],
    [
      "percentiles and spans of time",
      "stats pct(strlen(eventName), 50) as p, earliest(eventName) as first, latest(eventName) as last",
      [{ p: 12, first: "DeleteAddon", last: "DeleteNodegroup" }],
    ],
    ["nothing that passed", 'filter eventName = "CreateAddon" | stats count(*)', []],
  ])("gives %s", (_, text, expected) => expect(rowsOf(text)).toEqual(expected));

  it("gives the same, in whatever order events come", () => {
    const text =
      "stats count(*) as n, max(eventName) as last, latest(eventName) as l by userIdentity.userName | sort n asc";
    expect(rowsOf(text, calls.toReversed())).toEqual(rowsOf(text));
  });

  it("takes subjects from the columns of the query alone", () => {
    const query = compileQuery("stats count(*) as n by userIdentity.userName as who");
    expect(query.window({ ...options, by: ["who"] }).by).toEqual(["who"]);
    expect(() => query.window({ ...options, by: ["whom"] })).toThrow(/whom is no column/);
  });

  it("stays small, however many groups there are", () => {
    const many = Array.from({ length: 1200 }, (_, at) => call(at % 15, "DeleteAddon", `user ${at}`));
    expect(rowsOf("stats count(*) by userIdentity.userName", many)).toHaveLength(1000);
    expect(rowsOf("fields eventName", many)).toHaveLength(1000);
  });
});
