import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KeyedSpill } from "./keyed-spill.ts";
import { SortedSpill } from "./sorted-spill.ts";

const SMALL = 2000;
const numbers = Array.from({ length: 5000 }, (_, at) => (at * 7919) % 5003);
const ascending = (a: [number, string], b: [number, string]) => a[0] - b[0];

afterEach(() => vi.unstubAllEnvs());

describe("sorting what does not fit into memory", () => {
  const sorted = (inMemory: number | undefined, top?: number) => {
    const spill = new SortedSpill<[number, string]>({ compare: ascending, weigh: () => 20, top, inMemory });
    for (const number of numbers) spill.push([number, `text ${number}\u0000é\ud800`]);
    const items = [...spill.drain()];
    spill.close();
    return items;
  };
  const expected = numbers.toSorted((a, b) => a - b).map((number) => [number, `text ${number}\u0000é\ud800`]);

  it("gives all in order, from memory and from files", () => {
    expect(sorted(undefined)).toEqual(expected);
    expect(sorted(SMALL)).toEqual(expected);
  });

  it("gives the first few only, where no more are wanted", () => {
    expect(sorted(undefined, 10)).toEqual(expected.slice(0, 10));
    expect(sorted(SMALL, 700)).toEqual(expected.slice(0, 700));
  });

  it("keeps the order of equal ones", () => {
    const spill = new SortedSpill<[number, string]>({ compare: ascending, weigh: () => 20, inMemory: SMALL });
    for (let at = 0; at < 1000; at++) spill.push([at % 2, String(at)]);
    const evens = [...spill.drain()].filter(([number]) => number === 0).map(([, text]) => Number(text));
    spill.close();
    expect(evens).toEqual(evens.toSorted((a, b) => a - b));
  });

  it("leaves no file behind", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "spill-"));
    vi.stubEnv("TMPDIR", folder);
    const spill = new SortedSpill<number>({ compare: (a, b) => a - b, weigh: () => 20, inMemory: SMALL });
    for (const number of numbers) spill.push(number);
    expect(readdirSync(folder)).toHaveLength(1);
    spill.close();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe("values by key that do not fit into memory", () => {
  const counted = (inMemory: number | undefined) => {
    const counts = new KeyedSpill<number>({ merge: (a, b) => a + b, weigh: () => 10, inMemory });
    for (const number of numbers) {
      const key = String(number % 500);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const entries = [...counts.entries()];
    counts.close();
    return entries;
  };

  it("merges what was written apart, by ascending key", () => {
    const inMemory = counted(undefined);
    expect(inMemory).toHaveLength(500);
    expect(inMemory.map(([key]) => key)).toEqual(inMemory.map(([key]) => key).toSorted());
    expect(counted(SMALL)).toEqual(inMemory);
  });

  it("takes values such as they are: keys of every kind", () => {
    const values = new KeyedSpill<string>({ merge: (a) => a, weigh: () => 10, inMemory: 300 });
    for (const key of ["__proto__", "", "constructor", "é"]) values.set(key, key);
    expect(Object.fromEntries(values.entries())).toEqual(
      Object.fromEntries([
        ["", ""],
        ["__proto__", "__proto__"],
        ["constructor", "constructor"],
        ["é", "é"],
      ]),
    );
    values.close();
  });
});
