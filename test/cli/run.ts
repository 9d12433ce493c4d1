import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/program.ts";

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in this process on the real application, its streams being strings. */
export async function binnacle(...argv: string[]): Promise<Ran> {
  const ran: Ran = { code: 0, out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    isTerminal: false,
    columns: 120,
    write: (text: string) => Promise.resolve(void (ran[name] += text)),
  });
  const io: Io = {
    out: stream("out"),
    err: stream("err"),
    env: {},
    now: () => Date.now(),
    signal: new AbortController().signal,
  };
  ran.code = await run(argv, io);
  return ran;
}
