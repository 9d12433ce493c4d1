import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTime } from "./time.ts";

describe("a time", () => {
  it("is what Date makes of it, with seconds or a fraction of any length", () => {
    const moment = fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    const fraction = fc.stringMatching(/^(\.\d{1,9})?$/);
    fc.assert(
      fc.property(moment, fraction, (date, written) => {
        const text = `${date.toISOString().slice(0, 19)}${written}Z`;
        expect(parseTime(text)).toBe(Date.parse(text));
      }),
    );
  });

  it.each([
    ["2026-11-21T03:33:02.151574801Z", Date.UTC(2026, 10, 21, 3, 33, 2, 151)],
    ["2026-11-21T03:33:02.15Z", Date.UTC(2026, 10, 21, 3, 33, 2, 150)],
    ["2026-11-21T03:33:02.9999999Z", Date.UTC(2026, 10, 21, 3, 33, 2, 999)],
    ["2026-01-31T00:00:00.5Z", Date.UTC(2026, 0, 31, 0, 0, 0, 500)],
    ["2026-11-21T03:33:02.1+01:00", Date.UTC(2026, 10, 21, 2, 33, 2, 100)],
    ["2026-11-21T03:33:02", Date.UTC(2026, 10, 21, 3, 33, 2)],
    ["2026-11-21", Date.UTC(2026, 10, 21)],
  ])("%s", (text, expected) => expect(parseTime(text)).toBe(expected));

  it.each([
    ["2026-11-21T03:33:02.Z"],
    ["2026-11-21T03:33:02.1x2Z"],
    ["2026-11-21T03:33:02,123Z"],
    ["2026-02-31T03:33:62.1Z"],
    ["2026-13-01T00:00:00.1Z"],
    ["yesterday"],
    [""],
  ])("%s is none", (text) => expect(parseTime(text)).toBeUndefined());
});
