import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeenKeys } from "./seen-keys.ts";

describe("seen keys", () => {
  it("tells first times from repeats, as a set would", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4, unit: "binary" }), { maxLength: 200 }), (keys) => {
        const seen = new SeenKeys();
        const set = new Set<string>();
        for (const key of keys) {
          expect(seen.add(key)).toBe(!set.has(key));
          set.add(key);
        }
      }),
    );
  });

  it("keeps a hundred thousand apart", () => {
    const seen = new SeenKeys();
    for (let at = 0; at < 100_000; at++) expect(seen.add(`aws_cloudtrail\n111122223333\n${at}`)).toBe(true);
    for (let at = 0; at < 100_000; at++) expect(seen.add(`aws_cloudtrail\n111122223333\n${at}`)).toBe(false);
  });

  it("forgets the older half when it is full", () => {
    const seen = new SeenKeys(100);
    for (let at = 0; at < 160; at++) seen.add(`key ${at}`);
    expect(seen.add("key 155")).toBe(false);
    expect(seen.add("key 1")).toBe(true);
  });
});
