/** What it takes to load a state, and what it takes to start the command line. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { measure, median } from "./measure.mjs";
import { CLI } from "./throughput.mjs";

const LOAD = fileURLToPath(new URL("./load-state.mjs", import.meta.url));

/**
 * @param {{ file: string, resources: number, bytes: number }[]} states
 * @param {number} rounds
 * @returns for each state the load time in ms and the peak resident bytes above a process that loaded only the code
 */
export async function loading(states, rounds) {
  const idle = [];
  const loads = states.map(() => ({ ms: [], rss: [] }));
  for (let round = 0; round < rounds; round++) {
    idle.push((await measure([LOAD])).rss);
    for (const [i, state] of states.entries()) {
      const { stdout, rss } = await measure([LOAD, state.file]);
      loads[i].ms.push(Number(stdout));
      loads[i].rss.push(rss);
    }
  }
  const base = median(idle);
  return states.map(({ resources, bytes }, i) => ({
    resources,
    bytes,
    ms: median(loads[i].ms),
    above: median(loads[i].rss) - base,
  }));
}

/** A delivery file as a quiet account has them: the first hundred records of a large one. */
export function smallFile(/** @type {string} */ large) {
  const { Records } = JSON.parse(gunzipSync(readFileSync(large)).toString());
  const small = path.join(path.dirname(fileURLToPath(import.meta.url)), "out", "hundred-records.json.gz");
  writeFileSync(small, gzipSync(JSON.stringify({ Records: Records.slice(0, 100) })));
  return small;
}

/**
 * @param {{ file: string, state: string, config: string, rounds: number }} options
 * @returns median milliseconds from start to exit, of Node alone, of `--help` and of a scan of one file
 */
export function starting({ file, state, config, rounds }) {
  const subjects = {
    node: ["-e", "0"],
    help: [CLI, "--help"],
    scan: [CLI, "scan", file, "--state", state, "--config", config, "--format", "ndjson", "--no-progress"],
  };
  const times = { node: [], help: [], scan: [] };
  for (let round = 0; round < rounds; round++)
    for (const [name, args] of Object.entries(subjects)) {
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, {
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      });
      times[name].push(performance.now() - began);
      if (status !== 0 && status !== 2) throw new Error(`node ${args.join(" ")}\nended with ${status}\n${stderr}`);
    }
  return { node: median(times.node), help: median(times.help), scan: median(times.scan) };
}
