import { describe, expect, it } from "vitest";
import { compared } from "./compare.ts";
import { naturalOrder } from "./natural-order.ts";
import { ceilTime, floorTime, unitOf } from "./period.ts";
import { numberFrom, sortableNumber } from "../aggregates/sortable-number.ts";
import { searchRegex } from "./search-regex.ts";
import { textOf, truthOf } from "./value.ts";
import type { Value } from "./value.ts";

describe("comparisons", () => {
  it.each<[Value, Parameters<typeof compared>[0], Value, boolean | null]>([
    ["7", "=", "7", true],
    ["007", "=", "7", false],
    ["007", "=", 7, true],
    [7, "=", "seven", false],
    [true, "=", "true", true],
    [true, "=", 1, true],
    [false, "=", "0", false],
    [true, "!=", "no", true],
    [null, "=", "x", null],
    [null, "!=", "x", null],
    ["9", "<", "10", true],
    ["a9", "<", "a10", false],
    ["b", ">=", "a", true],
    ["b", ">", 1, null],
    [{ ms: 5 }, ">", 4, true],
    [".5", "=", 0.5, true],
    ["1e3", "=", 1000, true],
    ["0x10", "=", 16, false],
    [" 1", "=", 1, false],
    ["", "<", 1, null],
  ])("%j %s %j is %s", (left, operator, right, expected) => {
    expect(compared(operator, left, right)).toBe(expected);
  });
});

describe("the order of sort", () => {
  const ascending = [null, "!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh"];
  const numbers = ["0", "01", "1", "2", "3"];
  it("is the documented one, with what is missing first and numbers last", () => {
    const all = [...ascending, ...numbers];
    expect(all.toReversed().toSorted(naturalOrder)).toEqual(all);
  });
  it("puts booleans and times among the numbers", () => {
    const values: Value[] = ["x", false, 0.5, true, 2, { ms: 3 }];
    expect(values.toReversed().toSorted(naturalOrder)).toEqual(values);
  });
});

describe("text and truth of values", () => {
  it.each<[Value, string | null, boolean | null]>([
    [null, null, null],
    ["true", "true", null],
    [true, "1", true],
    [0, "0", false],
    [1.5, "1.5", true],
    [1e21, "1e+21", true],
    [{ ms: 1773479400000 }, "2026-03-14 09:10:00.000", true],
    [{ ms: 1e17 }, null, true],
  ])("%j is printed as %s and taken for %s", (value, text, truth) => {
    expect([textOf(value), truthOf(value)]).toEqual([text, truth]);
  });
});

describe("periods", () => {
  const time = Date.parse("2026-03-14T09:12:34.567Z"); // a Saturday
  it.each([
    [100, "ms", "2026-03-14T09:12:34.500Z", "2026-03-14T09:12:34.600Z"],
    [30, "secs", "2026-03-14T09:12:30.000Z", "2026-03-14T09:13:00.000Z"],
    [5, "min", "2026-03-14T09:10:00.000Z", "2026-03-14T09:15:00.000Z"],
    [1, "HR", "2026-03-14T09:00:00.000Z", "2026-03-14T10:00:00.000Z"],
    [1, "day", "2026-03-14T00:00:00.000Z", "2026-03-15T00:00:00.000Z"],
    [1, "w", "2026-03-09T00:00:00.000Z", "2026-03-16T00:00:00.000Z"],
    [1, "mo", "2026-03-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"],
    [2, "quarters", "2026-01-01T00:00:00.000Z", "2026-07-01T00:00:00.000Z"],
    [1, "y", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("%d %s", (count, name, floor, ceil) => {
    const period = { text: "", count, unit: unitOf(name)! };
    const [low, high] = [floorTime(time, period), ceilTime(time, period)];
    expect([new Date(low).toISOString(), new Date(high).toISOString()]).toEqual([floor, ceil]);
    expect(ceilTime(low, period)).toBe(low);
  });
  it("go back before the epoch", () => {
    const week = { text: "1w", count: 1, unit: unitOf("w")! };
    expect(new Date(floorTime(-1, week)).toISOString()).toBe("1969-12-29T00:00:00.000Z");
  });
});

describe("numbers as texts that sort", () => {
  const numbers = [-1e300, -2.5, -1, -5e-324, 0, 5e-324, 1, 1.5, 2, 10, 1e300];
  it("sort like the numbers, and read back", () => {
    expect(numbers.map(sortableNumber).toSorted().map(numberFrom)).toEqual(numbers);
  });
});

describe("regular expressions", () => {
  const search = (source: string, text: string) => {
    const regex = searchRegex({ source, offset: 0 });
    return regex.names.length === 0 ? regex.test(text) : regex.groups(text);
  };
  it.each([
    ["plain text is searched as it is", "cause was", "the cause was x", true],
    ["a slash", "a\\/b", "a/b", true],
    ["flags", "(?i)EXC", "an exception", true],
    ["blanks and comments are left out", "(?x) a \\  b # why\n [ #]", "a b#", true],
    ["case and blanks", "(?ix)A B", "xabx", true],
    ["groups", "(?<left>\\w+)-(?<right>\\w+)?", "a-", ["a", null]],
    ["names with an at sign", "(?<@user>\\w+)", "me", ["me"]],
    ["a group that looks escaped", "\\(?<n(?<m>x)", "(<nx", ["x"]],
    ["none", "(?<a>b)", "c", undefined],
  ])("%s", (_, source, text, expected) => expect(search(source, text)).toEqual(expected));
});
