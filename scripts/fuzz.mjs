/**
 * Throws mutated input at every parser: records, rule files, conditions, outputs, filter patterns, queries, cases; and
 * mutated records at rules, queries at work and drift. None may crash, hang or fill the memory; errors that a parser is
 * made to give are fine.
 *
 *   npm run fuzz                       a minute
 *   npm run fuzz -- --seconds 600      longer; or --count N cases a target
 *   npm run fuzz -- --target query --from 1234 --count 1      one case again
 */
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { targets } from "./fuzz/targets.mjs";

const HANG_MS = 10_000;
const MOST_MIB = 768;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    count: { type: "string" },
    from: { type: "string", default: "0" },
    target: { type: "string" },
  },
});
const names = values.target ? [values.target] : Object.keys(targets);
for (const name of names) {
  if (!Object.hasOwn(targets, name)) throw new Error(`no target ${name}: one of ${Object.keys(targets).join(", ")}`);
}
const share = values.count ? Number.MAX_SAFE_INTEGER : (Number(values.seconds) * 1000) / names.length;
let failed = false;
for (const name of names) {
  const result = await fuzz(name);
  console.log(
    `${name}: ${result.cases ?? "?"} cases from ${result.seeds ?? "?"} seeds, ${result.faults.length} faults`,
  );
  for (const { number, error } of result.faults) {
    failed = true;
    console.log(`  case ${number}: ${error}\n  again: npm run fuzz -- --target ${name} --from ${number} --count 1`);
  }
}
process.exitCode = failed ? 1 : 0;

/** Cases of one target in a thread of its own, so that one that never ends can be told and stopped. */
function fuzz(/** @type {string} */ name) {
  const shared = new SharedArrayBuffer(4);
  const current = new Int32Array(shared);
  const first = Number(values.from);
  const last = values.count ? first + Number(values.count) : Number.MAX_SAFE_INTEGER;
  const worker = new Worker(new URL("./fuzz/worker.mjs", import.meta.url), {
    workerData: { name, first, last, until: Date.now() + share, shared },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MIB },
  });
  return new Promise((resolve) => {
    let seen = { number: -1, since: Date.now() };
    const watch = setInterval(() => {
      const number = Atomics.load(current, 0);
      if (number !== seen.number) seen = { number, since: Date.now() };
      else if (Date.now() - seen.since > HANG_MS)
        end({ faults: [{ number, error: `still at work after ${HANG_MS} ms` }] });
    }, 500);
    const end = (result) => {
      clearInterval(watch);
      worker.removeAllListeners();
      void worker.terminate().then(() => resolve(result));
    };
    worker.on("message", end);
    worker.on("error", (error) => end({ faults: [{ number: Atomics.load(current, 0), error: String(error.stack) }] }));
  });
}
