import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { processIo } from "./io.ts";

/** As much of a process as the streams and signals need. */
function fakeProcess(out: Writable, env: NodeJS.ProcessEnv = {}) {
  const exits: number[] = [];
  const emitter = Object.assign(new EventEmitter(), {
    stdout: out,
    stderr: out,
    env,
    exit: (code: number) => exits.push(code),
  });
  return { process: emitter as unknown as NodeJS.Process, emitter, exits };
}

const broken = (code = "EPIPE") =>
  new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })),
  });

describe("streams", () => {
  it("go on quietly when the reader has gone", async () => {
    const { out } = processIo(fakeProcess(broken()).process);
    await expect(out.write("first")).resolves.toBeUndefined();
    await expect(out.write("second")).resolves.toBeUndefined();
  });
  it("fail when what is written gets nowhere", async () => {
    const { out, err } = processIo(fakeProcess(broken("ENOSPC")).process);
    await expect(out.write("first")).rejects.toThrow("the output cannot be written (ENOSPC)");
    await expect(err.write("nobody could be told")).resolves.toBeUndefined();
  });
  it.each([
    ["a pipe", {}, {}, { isTerminal: false, columns: 120 }],
    ["a pipe whose reader says how wide it is", {}, { COLUMNS: "90" }, { isTerminal: false, columns: 90 }],
    ["a terminal", { isTTY: true, columns: 80 }, { COLUMNS: "90" }, { isTerminal: true, columns: 80 }],
  ])("know that they are %s", (_, stream, env, expected) => {
    expect(processIo(fakeProcess(Object.assign(broken(), stream), env).process).out).toMatchObject(expected);
  });
});

describe("signals", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])("%s stops the run, the second time at once", (name, code) => {
    const { process, emitter, exits } = fakeProcess(broken());
    const { signal } = processIo(process);
    emitter.emit(name);
    expect([signal.aborted, signal.reason, exits]).toEqual([true, code, []]);
    emitter.emit(name);
    expect(exits).toEqual([code]);
  });
});
