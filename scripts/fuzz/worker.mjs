/** Runs the cases of one target; the parent watches which one is at work. */
import { parentPort, workerData } from "node:worker_threads";
import { inputOf } from "./mutate.mjs";
import { targets } from "./targets.mjs";

const { name, first, last, until, shared } = workerData;
const current = new Int32Array(shared);
const { seeds, tokens, run, isExpected } = await targets[name]();
const faults = [];
let number = first;
for (; number < last && performance.timeOrigin + performance.now() < until && faults.length < 5; number += 1) {
  Atomics.store(current, 0, number);
  try {
    await run(inputOf(number, { seeds, tokens }));
  } catch (error) {
    if (!isExpected(error)) faults.push({ number, error: String(error?.stack ?? error) });
  }
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
parentPort.postMessage({ cases: number - first, seeds: seeds.length, faults });
