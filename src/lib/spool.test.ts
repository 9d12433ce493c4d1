import { describe, expect, it } from "vitest";
import { Spool } from "./spool.ts";

describe("spool", () => {
  it("gives back in order what it was given, from memory and from its file", () => {
    const spool = new Spool(20);
    const given = ["first", "zweites, mit Umlaut: ä", "", "x".repeat(100_000), "last"];
    for (const [at, text] of given.entries()) spool.push(text, at * 1e12);
    expect([...spool.drain()]).toEqual(given.map((text, at) => ({ text, tag: at * 1e12 })));
    spool.close();
    expect(spool.empty).toBe(false);
  });

  it("is empty before anything was pushed", () => {
    const spool = new Spool();
    expect([spool.empty, [...spool.drain()]]).toEqual([true, []]);
    spool.close();
  });
});
