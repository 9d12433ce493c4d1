#!/usr/bin/env node
import { reportError } from "./errors.ts";
import { processIo } from "./io.ts";
import { run } from "./program.ts";

const io = processIo(process);
const verbose = process.argv.includes("--verbose");

// What nobody caught is a fault of ours; it is still one line and an exit code.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (thrown: unknown) => {
    void reportError(thrown, io, verbose).then((code) => process.exit(code));
  });
}

process.exitCode = await run(process.argv.slice(2), io);
// An interrupted read of standard input would keep the process alive.
if (io.signal.aborted) process.exit();
