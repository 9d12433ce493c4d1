import { describe, expect, it } from "vitest";
import { controlPlaneEvent } from "./message.ts";

const rawOf = (text: string) =>
  controlPlaneEvent(text, { origin: { unit: "log", record: 1, offset: 0, chain: [] }, receivedAt: 0 }).raw;

describe("fields of a control-plane message", () => {
  it.each([
    ["quoted and bare", 'time="t" level=info msg="a \\"b\\"" code=200', { level: "info", msg: 'a "b"', code: "200" }],
    ["after other marks", 'time="t" level=info (a=1),b.c-d=2', { a: "1),b.c-d=2" }],
    ["empty", 'time="t" level=info a= b=""', { a: "", b: "" }],
  ])("%s", (_, text, fields) => expect(rawOf(text)).toMatchObject(fields));

  it.each([
    ["a word", "-".repeat(2_000_000)],
    ["an open quote", `a="${"b=".repeat(500_000)}`],
    ["escapes", '\\"='.repeat(300_000)],
  ])("%s of megabytes costs no more than its length", (_, long) => {
    expect(rawOf(`time="t" level=info msg=x ${long}`)).toMatchObject({ level: "info", msg: "x" });
  });
});
