import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../model/errors.ts";
import { inflateAhead, inflated } from "./gunzip.ts";
import { InflateBudget } from "./inflate-budget.ts";

const TEXT = Array.from({ length: 400 }, (_, at) => `{"line":${at},"word":"${(at * 7919) % 1009}"}\n`).join("");
const A = gzipSync(TEXT);
const B = gzipSync("the second member");

/** What came out, and the reason it ended for. */
async function inflate(bytes: Uint8Array | AsyncIterable<Uint8Array>, budget = new InflateBudget()) {
  const chunks: Uint8Array[] = [];
  let fault: unknown;
  try {
    for await (const chunk of inflated(bytes, budget)) chunks.push(chunk);
  } catch (error) {
    fault = error instanceof AppError ? error.details["reason"] : error;
  }
  return { text: Buffer.concat(chunks).toString(), fault };
}

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const damaged = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 0xff;
  return copy;
};

describe("in memory and streamed", () => {
  it.each<[string, Buffer, string, string | undefined]>([
    ["nothing", Buffer.alloc(0), "", undefined],
    ["plain text", Buffer.from("{}"), "{}", undefined],
    ["one byte", Buffer.from("{"), "{", undefined],
    ["one member", A, TEXT, undefined],
    ["two members", Buffer.concat([A, B]), `${TEXT}the second member`, undefined],
    ["two layers", gzipSync(A), TEXT, undefined],
    ["two members in two layers", gzipSync(Buffer.concat([A, B])), `${TEXT}the second member`, undefined],
    ["three layers", gzipSync(gzipSync(A)), TEXT, undefined],
    ["padding of zeros", Buffer.concat([A, Buffer.alloc(700)]), TEXT, undefined],
    ["something behind the end", Buffer.concat([A, Buffer.from("garbage")]), TEXT, "gzip-corrupt"],
    ["something behind the padding", Buffer.concat([A, Buffer.alloc(9), Buffer.from("x")]), TEXT, "gzip-corrupt"],
    ["no trailer", A.subarray(0, -8), TEXT, "gzip-truncated"],
    ["a header alone", A.subarray(0, 10), "", "gzip-truncated"],
    ["the magic alone", A.subarray(0, 2), "", "gzip-truncated"],
    ["a method nobody knows", Buffer.from([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 0]), "", "gzip-corrupt"],
    ["an inner layer cut off", gzipSync(A.subarray(0, -8)), TEXT, "gzip-truncated"],
  ])("%s", async (_, bytes, text, fault) => {
    expect(await inflate(bytes)).toEqual({ text, fault });
    expect(await inflate(pieces(bytes, 7))).toEqual({ text, fault });
    expect(await inflate(pieces(bytes, 1))).toEqual({ text, fault });
  });

  it("a wrong checksum takes at most the piece it is in", async () => {
    const bytes = damaged(A, A.length - 6);
    expect(await inflate(bytes)).toEqual({ text: TEXT, fault: "gzip-corrupt" });
    const { text, fault } = await inflate(pieces(bytes, 64));
    expect([TEXT.startsWith(text), text.length > TEXT.length / 2, fault]).toEqual([true, true, "gzip-corrupt"]);
  });

  it("a stray byte behind the end is no further member", async () => {
    expect(await inflate(Buffer.concat([A, Buffer.from("\n")]))).toEqual({ text: TEXT, fault: "gzip-corrupt" });
  });

  it("the fourth layer stays as it is", async () => {
    const { text, fault } = await inflate(gzipSync(gzipSync(gzipSync(A))));
    expect([text.slice(0, 1), fault]).toEqual(["\u001f", undefined]);
  });

  it("gives everything before a cut or damage", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: A.length - 9 }), async (at) => {
        const cut = await inflate(A.subarray(0, at));
        expect(cut.fault).toBe("gzip-truncated");
        expect(TEXT.startsWith(cut.text)).toBe(true);
        const hurt = await inflate(damaged(A, at));
        expect(["gzip-corrupt", "gzip-truncated"]).toContain(hurt.fault);
      }),
    );
    const half = await inflate(A.subarray(0, A.length >> 1));
    expect(half.text.length).toBeGreaterThan(TEXT.length / 4);
  });

  it("is the same when it began ahead", async () => {
    for (const bytes of [A, Buffer.concat([A, Buffer.from("garbage")]), A.subarray(0, -8), Buffer.from("plain")]) {
      const plain = await inflate(bytes);
      const copy = Buffer.from(bytes);
      inflateAhead(copy);
      expect(await inflate(copy)).toEqual(plain);
    }
  });
});

describe("bombs", () => {
  const limits = { bytes: 3_000_000, ratio: 300, ratioFrom: 1_000_000 };
  const zeros = (size: number) => gzipSync(Buffer.alloc(size, 0x20));
  const budgetFor = (bytes: Buffer) => {
    const budget = new InflateBudget(limits);
    budget.input = bytes.length;
    return budget;
  };

  it.each([
    ["small enough to be harmless", zeros(900_000), undefined],
    ["a ratio that no log has", zeros(2_000_000), "bomb"],
    ["more than the limit", gzipSync(randomBytes(3_100_000)), "bomb"],
    ["much, but not of little", gzipSync(randomBytes(2_900_000)), undefined],
    ["layers count together", gzipSync(gzipSync(randomBytes(1_600_000))), "bomb"],
  ])("%s", async (_, bytes, fault) => expect((await inflate(bytes, budgetFor(bytes))).fault).toBe(fault));

  it("a bomb is not held in memory before it is found out", async () => {
    const bytes = zeros(200_000_000);
    const budget = new InflateBudget();
    budget.input = bytes.length;
    const { text, fault } = await inflate(bytes, budget);
    expect(fault).toBe("bomb");
    expect(text.length).toBeLessThan(140_000_000);
  });
});
