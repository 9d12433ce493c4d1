import { describe, expect, it } from "vitest";
import type { Io } from "./io.ts";
import { ProgressLine, progressText } from "./progress.ts";

describe("progress", () => {
  it.each([
    [
      "with totals",
      { bytes: 25e6, totalBytes: 100e6, events: 100_000, units: 3 },
      "[######··················]  25 %  100,000 events  50,000/s  25.0 of 100.0 MB  6s left",
    ],
    ["before the first byte", { bytes: 0, totalBytes: 1e6, events: 0, units: 0 }, "0 %  0 events  0/s  0.0 of 1.0 MB"],
    ["of standard input", { bytes: 5e6, events: 10, units: 1 }, "reading  10 events  5/s  5.0 MB"],
  ])("%s", (_, progress, expected) => expect(progressText(progress, 2000)).toContain(expected));

  it("shows nothing in the first second, ten lines a second after it, and takes them away", async () => {
    let [now, written] = [0, ""];
    const stream = { isTerminal: true, columns: 80, write: (text: string) => Promise.resolve(void (written += text)) };
    const io: Io = { out: stream, err: stream, env: {}, now: () => now, signal: new AbortController().signal };
    const line = new ProgressLine(io);
    const times = [500, 999, 1000, 1050, 1099, 1100];
    for (now of times) line.show({ bytes: now, events: now, units: 1 });
    expect(written.split("\r").length - 1).toBe(2);
    await line.clear();
    expect(written.endsWith("\r\u001b[2K")).toBe(true);
  });
  it("leaves a short run alone", async () => {
    let written = "";
    const stream = { isTerminal: true, columns: 80, write: (text: string) => Promise.resolve(void (written += text)) };
    const io: Io = { out: stream, err: stream, env: {}, now: () => 5, signal: new AbortController().signal };
    const line = new ProgressLine(io);
    line.show({ bytes: 1, events: 1, units: 1 });
    await line.clear();
    expect(written).toBe("");
  });
});
